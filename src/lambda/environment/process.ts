import { Socket } from 'node:net';
import type { SocketConstructorOpts } from 'node:net';
import { channelOver } from './connection/channel.ts';
import { hideHandles } from './guise/handles.ts';
import { hideParent } from './guise/own-signal.ts';
import { descendantsOf, kill } from './left-behind.ts';
import { startRuntime } from './runtime/runtime.ts';

/** Entry of a process that is one execution environment. Descriptor 3 leads to the emulator. */
process.umask(0o022);
const { pid, platform } = process;
// The emulator is gone, however it went. This process leads the group of its children, except for those that left it.
const endAll = (): void => {
  for (const each of descendantsOf(pid)) kill(each);
  kill(platform === 'win32' ? pid : -pid);
};
const channel = channelOver((onread) => new Socket({ fd: 3, onread } as SocketConstructorOpts));
channel.socket.on('close', endAll);
channel.socket.on('error', endAll);
hideParent(process);
hideHandles(process, channel.socket);
const { setup, variables } = await channel.assignment;
// What was not known yet when a process was started for a debugger.
Object.assign(process.env, variables);
await startRuntime(channel, setup, { isThread: false });
