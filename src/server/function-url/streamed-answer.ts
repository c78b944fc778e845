import { Readable } from 'node:stream';
import { isJsonObject, parseJson } from '../../model/base/json.ts';
import { MAX_PRELUDE_BYTES } from '../../model/definition/limits.ts';
import type { StreamingResult } from '../../model/lambda/invocation.ts';
import type { ClientResponse } from '../../model/http/messages.ts';
import { MalformedResponse, responseHead } from './function-response.ts';

const PRELUDE_TYPE = 'application/vnd.awslambda.http-integration-response';
/** What stands between metadata and body (docs/aws/lambda.md#metadata-prelude). */
const DELIMITER = Buffer.alloc(8);

/**
 * The response that a streamed answer begins, its body still arriving; `undefined` when the function failed before its first byte. Without
 * the content type of a metadata prelude, the bytes are the body of a 200. Throws `MalformedResponse`.
 */
export async function streamedAnswer(result: StreamingResult): Promise<ClientResponse | undefined> {
  const chunks = (result.body as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  const first = await chunks.next().catch(() => undefined);
  if (first?.done !== false) return endedAtOnce(result);
  if (result.contentType !== PRELUDE_TYPE) {
    const headers = [['Content-Type', result.contentType]] as const;
    return { statusCode: 200, headers, body: rest(first.value, chunks) };
  }
  const prelude = await readPrelude(first.value, chunks);
  if (!prelude) return failed(await result.finished, 'the stream ended within its metadata');
  return { ...responseHead(prelude.metadata, 'application/octet-stream'), body: rest(prelude.rest, chunks) };
}

/** Nothing came: an empty body, or a failure. */
async function endedAtOnce(result: StreamingResult): Promise<ClientResponse | undefined> {
  const { functionError } = await result.finished;
  if (functionError !== undefined) return undefined;
  const contentType = result.contentType === PRELUDE_TYPE ? 'application/octet-stream' : result.contentType;
  return { statusCode: 200, headers: [['Content-Type', contentType]], body: '' };
}

function failed({ functionError }: { readonly functionError?: string }, reason: string): undefined {
  if (functionError === undefined) throw new MalformedResponse(reason);
  return undefined;
}

interface Prelude {
  readonly metadata: Readonly<Record<string, unknown>>;
  readonly rest: Buffer;
}

async function readPrelude(first: Buffer, chunks: AsyncIterator<Buffer>): Promise<Prelude | undefined> {
  let seen = first;
  for (;;) {
    const end = seen.subarray(0, MAX_PRELUDE_BYTES + DELIMITER.length).indexOf(DELIMITER);
    if (end !== -1) return { metadata: metadataOf(seen.toString('utf8', 0, end)), rest: seen.subarray(end + 8) };
    if (seen.length > MAX_PRELUDE_BYTES) throw new MalformedResponse('no end of the metadata within 16 KB');
    const next = await chunks.next().catch(() => undefined);
    if (next?.done !== false) return undefined;
    seen = Buffer.concat([seen, next.value]);
  }
}

function metadataOf(text: string): Readonly<Record<string, unknown>> {
  const value = parseJson(text);
  if (isJsonObject(value)) return value;
  throw new MalformedResponse('the metadata before the body is not a JSON object');
}

/** What was read already, then what still comes. Fails as its source does; ending it early lets go of the source. */
function rest(first: Buffer, chunks: AsyncIterator<Buffer>): Readable {
  return Readable.from(continued(first, chunks), { objectMode: false });
}

async function* continued(first: Buffer, chunks: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  try {
    if (first.length > 0) yield first;
    yield* { [Symbol.asyncIterator]: () => chunks };
  } finally {
    await chunks.return?.();
  }
}
