import type { HostPort, InvokeMessage } from '../../protocol.ts';
import { isThenable, nextTurn } from '../buffered-invocation.ts';
import type { InvocationServices } from '../buffered-invocation.ts';
import { modernContext, streamingContext } from '../context.ts';
import type { Generation } from '../generation.ts';
import type { Reply } from '../reply.ts';
import { createResponseStream } from './response-stream.ts';
import type { ResponseChannel } from './response-stream.ts';
import { highWaterMarkOf } from './streaming-marker.ts';

const NOT_ASYNC = 'Streaming does not support non-async handlers.';

/**
 * One event for a handler that writes a stream (docs/aws/lambda.md#streaming-handlers). The response's end and readiness for the next event
 * are separate: the older runtime may wait for the event loop in between.
 */
export function invokeStreaming(
  services: InvocationServices & { readonly port: HostPort; readonly generation: Generation },
  invocation: InvokeMessage,
  reply: Reply,
): ResponseChannel {
  const { port, generation } = services;
  const { handler } = services.caller;
  const channel = createResponseStream(port, generation, highWaterMarkOf(handler));
  const completion = { waitForEmptyEventLoop: generation === 3 };
  const context =
    generation === 3
      ? streamingContext(services.constants, invocation, completion)
      : modernContext(services.constants, invocation);
  const becomeFree = (): void => {
    if (!completion.waitForEmptyEventLoop) return reply.next();
    services.whenIdle(() => setImmediate(() => reply.next()));
    port.keepAlive(false);
  };
  void run(services, invocation, context, channel, reply).then(becomeFree);
  return channel;
}

/** Never rejects: a failure goes to the host and to the log. */
async function run(
  services: InvocationServices & { readonly generation: Generation },
  invocation: InvokeMessage,
  context: object,
  channel: ResponseChannel,
  reply: Reply,
): Promise<void> {
  void channel.finished.then(
    () => reply.streamEnded(),
    () => undefined,
  );
  try {
    const returned = services.caller.handler(invocation.event, channel.stream, context);
    if (!isThenable(returned)) throw services.generation === 3 ? NOT_ASYNC : new Error(NOT_ASYNC);
    const value = await returned;
    if (value !== undefined) console.warn('Streaming handlers ignore return values.');
    await channel.finished;
  } catch (error) {
    if (services.generation === 4) await nextTurn();
    services.log.error('Invoke Error', error);
    if (channel.isFinished()) return;
    channel.breakOff();
    reply.streamEnded({ reason: error });
  }
}
