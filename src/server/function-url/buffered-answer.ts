import { Readable } from 'node:stream';
import { MAX_RESPONSE_BYTES } from '../../model/definition/limits.ts';
import type { StreamingResult } from '../../model/lambda/invocation.ts';
import type { ClientResponse } from '../../model/http/messages.ts';
import { readBody } from '../bounded-body.ts';
import { interpretResult, MalformedResponse } from './function-response.ts';
import { streamedAnswer } from './streamed-answer.ts';

/**
 * The whole response: a result is interpreted, what a streaming handler wrote is collected, its metadata honoured. `undefined` when the
 * function failed or answered too much. Throws `MalformedResponse`.
 */
export async function bufferedAnswer(result: StreamingResult): Promise<ClientResponse | undefined> {
  const answer = await streamedAnswer(result);
  if (!(answer?.body instanceof Readable)) return answer;
  const body = await readBody(answer.body as AsyncIterable<Buffer>, MAX_RESPONSE_BYTES).catch(() => undefined);
  const { functionError } = await result.finished;
  if (body === undefined || functionError !== undefined) return undefined;
  if ('tooMany' in body) throw new MalformedResponse(`the response has more than ${MAX_RESPONSE_BYTES} bytes`);
  if (result.contentType === 'application/json') return interpretResult(body.bytes.toString());
  return { ...answer, body: body.bytes };
}
