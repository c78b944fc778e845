import { PassThrough } from 'node:stream';
import type { Readable } from 'node:stream';
import { MAX_STREAM_IDLE_MS } from '../../model/definition/limits.ts';
import type { RoutedCall } from '../call/call.ts';

/**
 * Passes a streamed answer on, `head` before it. A source that fails, is silent for too long, or has not ended when the integration's time is
 * over cuts the stream, for which the connection is closed without a terminating chunk (docs/aws/lambda.md#rest-response-streaming; that
 * the integration's time covers the whole stream is unproven). When the client goes away the source is read to its end, so that the
 * function can finish.
 */
export function relay(call: RoutedCall, source: Readable, deadline: number, head?: Buffer): Readable {
  const { api, services } = call.deployment;
  const { clock } = services;
  const body = new PassThrough();
  const cut = (why: string) => () => body.destroy(new Error(why));
  const awaitMore = () => clock.after(MAX_STREAM_IDLE_MS[api.endpointType], cut('the stream was silent for too long'));
  const cancelEnd = clock.after(
    Math.max(0, deadline - clock.now()),
    cut('the stream took longer than the integration allows'),
  );
  let cancelIdle = awaitMore();
  const stopWaiting = (): void => {
    cancelIdle();
    cancelEnd();
  };

  const noteContent = (): void => {
    call.facts.timeToFirstContent ??= clock.now() - (call.facts.integrationStartedAt ?? call.startedAt);
  };

  if (head && head.length > 0) {
    body.write(head);
    noteContent();
  }
  source.once('error', (error) => body.destroy(error));
  source.once('end', stopWaiting);
  body.once('close', () => {
    stopWaiting();
    source.unpipe(body).resume();
  });
  if (source.errored) body.destroy(source.errored);
  else if (source.readableEnded) body.end();
  else source.pipe(body);
  source.on('data', () => {
    noteContent();
    cancelIdle();
    if (!body.destroyed) cancelIdle = awaitMore();
  });
  return body;
}
