import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { isUtf8 } from 'node:buffer';
import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate } from 'node:zlib';
import type { KeptAnswer } from '../../comparison/answers.ts';
import type { KeptBody } from '../../comparison/bodies.ts';
import { firstHeader, type HeaderList } from '../../model/http/messages.ts';

export interface SentRequest {
  readonly method: string;
  /** With scheme, host, path and query: sent as it is written. */
  readonly url: string;
  readonly headers: HeaderList;
  readonly body?: Buffer;
}

/** More than any gateway answers with (10 MB), less than fills the memory. */
const LARGEST_BODY = 64 * 1024 * 1024;

const DECODERS: Readonly<Record<string, (bytes: Buffer) => Promise<Buffer>>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: promisify(inflate),
  br: promisify(brotliDecompress),
};

/** Sends one request; redirects are not followed. Rejects with an error whose message is a sentence. */
export function send({ method, url, headers, body }: SentRequest, timeoutMs: number): Promise<KeptAnswer> {
  const { protocol, hostname, port, host } = new URL(url);
  // URL would resolve `..` and encode anew: the path goes out as it came in.
  const path = /^https?:\/\/[^/?#]*([^#]*)/i.exec(url)?.[1] ?? '/';
  const length: HeaderList = body === undefined ? [] : [['Content-Length', String(body.length)]];
  const own: HeaderList = firstHeader(headers, 'host') === undefined ? [['Host', host]] : [];
  return new Promise((resolve, reject) => {
    const sending = (protocol === 'https:' ? httpsRequest : httpRequest)({
      method,
      hostname: hostname.replace(/^\[|\]$/g, ''),
      port: port === '' ? undefined : port,
      path: path.startsWith('/') ? path : `/${path}`,
      headers: [...own, ...headers, ...length].flat(),
      agent: false,
      signal: AbortSignal.timeout(timeoutMs),
    });
    sending.on('error', (error: NodeJS.ErrnoException) =>
      reject(new Error(whyNot(error, host, timeoutMs), { cause: error })),
    );
    sending.on('response', (response) => {
      const chunks: Buffer[] = [];
      let size = 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        size += chunk.length;
        if (size > LARGEST_BODY) sending.destroy(new Error(`${host} answers with more than ${LARGEST_BODY} bytes`));
      });
      response.on('error', (error) => reject(new Error(whyNot(error, host, timeoutMs), { cause: error })));
      response.on('end', () => {
        const answered = pairs(response.rawHeaders);
        decoded(Buffer.concat(chunks), firstHeader(answered, 'content-encoding')).then(
          (bytes) => resolve({ status: response.statusCode ?? 0, headers: answered, ...keptBody(bytes) }),
          reject,
        );
      });
    });
    sending.end(body);
  });
}

/** A body as recordings keep it. */
export function keptBody(bytes: Buffer): KeptBody {
  if (bytes.length === 0) return {};
  return isUtf8(bytes) ? { body: bytes.toString('utf8') } : { body: bytes.toString('base64'), isBase64Encoded: true };
}

/** Bytes that are not what their encoding says are kept as they came. */
function decoded(bytes: Buffer, encoding: string | undefined): Promise<Buffer> {
  const decoder = DECODERS[encoding?.trim().toLowerCase() ?? ''];
  return decoder === undefined || bytes.length === 0 ? Promise.resolve(bytes) : decoder(bytes).catch(() => bytes);
}

function pairs(raw: readonly string[]): [string, string][] {
  return Array.from({ length: raw.length / 2 }, (_none, index) => [raw[index * 2] ?? '', raw[index * 2 + 1] ?? '']);
}

function whyNot(error: NodeJS.ErrnoException, host: string, timeoutMs: number): string {
  if (error.name === 'TimeoutError' || error.name === 'AbortError')
    return `${host} did not answer within ${timeoutMs / 1000} s`;
  if (error.code === 'ECONNREFUSED') return `nothing listens at ${host}`;
  if (error.code === 'ENOTFOUND') return `there is no host ${host}`;
  return `${host} did not answer: ${error.message}`;
}
