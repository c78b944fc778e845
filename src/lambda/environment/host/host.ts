import inspector from 'node:inspector';
import { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import { FrameReader, encodeFrame } from '../connection/frames.ts';
import { descendantsOf, kill } from '../left-behind.ts';
import type { FromHost, ToHost } from './host-protocol.ts';
import { HostThreads } from './host-threads.ts';
import { watchMemory } from './memory-watch.ts';

/** What files that a function makes may be (docs/aws/lambda.md#life-cycle). */
const LAMBDA_UMASK = 0o022;
/** Bytes of an order. */
const MAX_ORDER_BYTES = 1024 * 1024;

/**
 * Entry of a function host: a process whose threads are the environments of functions. Descriptor 3 leads to the emulator. When it ends, the
 * emulator is gone, however it went, and so is everything that was started here.
 */
process.umask(LAMBDA_UMASK);
const control = new Socket({ fd: 3 });
const say = (message: FromHost): void => void control.write(encodeFrame(JSON.stringify(message)));
const threads = new HostThreads(fileURLToPath(new URL('thread.js', import.meta.url)), say);
const reader = new FrameReader(MAX_ORDER_BYTES, (head) => obey(head as ToHost));
control.on('data', (chunk: Buffer) => reader.push(chunk));
control.on('close', endAll);
watchMemory(() => threads.watched());
control.on('error', endAll);

function obey(order: ToHost): void {
  switch (order.kind) {
    case 'folder':
      return process.chdir(order.path);
    case 'there':
      return say({ kind: 'here' });
    case 'inspect':
      inspector.open(order.port, '127.0.0.1');
      return say({ kind: 'inspector', url: inspector.url() ?? '' });
    case 'start':
      return threads.start(order);
    case 'end':
      return threads.end(order.id);
    case 'take-back':
      return threads.takeBack(order.id, order.call, order.first, order.end);
  }
}

/** With the children that handlers started: this process leads the group of those that did not leave it. */
function endAll(): void {
  for (const pid of descendantsOf(process.pid)) kill(pid);
  process.kill(process.platform === 'win32' ? process.pid : -process.pid, 'SIGKILL');
}
