import type { EnvironmentSetup, FromEnvironment, HostPort, ToEnvironment } from './protocol.ts';
import { EVENT_TAKEN } from './protocol.ts';
import { startRuntime } from './runtime/runtime.ts';

/** Entry of a child process that is one execution environment. The first message is its setup. */
process.once('message', (setup) => {
  void startRuntime(portToParent(), setup as EnvironmentSetup);
});
// The emulator is gone, however it went.
process.on('disconnect', () => process.exit());

function portToParent(): HostPort {
  return {
    post: (message: FromEnvironment) => void process.send?.(message),
    listen: (receive) =>
      void process.on('message', (message: ToEnvironment) => {
        if (message.kind === 'invoke') process.send?.(EVENT_TAKEN);
        receive(message);
      }),
    keepAlive: (on) => (on ? process.channel?.ref() : process.channel?.unref()),
  };
}
