import { once } from 'node:events';
import { connect } from 'node:net';

/** A request written byte for byte: no client library tidies its target, its header names or their order. */
export interface RawRequest {
  readonly method?: string;
  /** The request target as it stands in the request line. */
  readonly target: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string | Buffer;
  /** Take the response for complete at the end of its head, and hang up: a handshake's. */
  readonly endsAfterHead?: boolean;
  /** The same, but only where the head says 101: refusals of a handshake have a body. */
  readonly endsAfterHandshake?: boolean;
}

export interface RawResponse {
  readonly status: number;
  /** As they came over the wire, in their order and with their case. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body: Buffer;
  readonly text: string;
  /** All values of a header, whatever its case. */
  values(name: string): string[];
  /** The names as they came over the wire. */
  names(): string[];
  json(): unknown;
}

/** Sends one request over a connection of its own to the origin of the URL, and reads until the server closes it. */
export async function send(origin: string, request: RawRequest): Promise<RawResponse> {
  const { hostname, port, host } = new URL(origin);
  const body = Buffer.from(request.body ?? '');
  const headers = [...(request.headers ?? [])];
  const given = new Set(headers.map(([name]) => name.toLowerCase()));
  if (!given.has('host')) headers.unshift(['Host', host]);
  if (!given.has('connection')) headers.push(['Connection', 'close']);
  if (body.length > 0 && !given.has('content-length') && !given.has('transfer-encoding')) {
    headers.push(['Content-Length', String(body.length)]);
  }
  const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const socket = connect(Number(port), hostname);
  const chunks: Buffer[] = [];
  socket.on('data', (chunk: Buffer) => {
    chunks.push(chunk);
    if (endsNow(request, chunks)) socket.destroy();
  });
  const over = once(socket, 'close');
  socket.write(`${request.method ?? 'GET'} ${request.target} HTTP/1.1\r\n${lines}\r\n`);
  socket.write(body);
  await over;
  return parse(Buffer.concat(chunks));
}

function endsNow({ endsAfterHead, endsAfterHandshake }: RawRequest, chunks: readonly Buffer[]): boolean {
  if (!endsAfterHead && !endsAfterHandshake) return false;
  const all = Buffer.concat(chunks);
  return all.includes('\r\n\r\n') && (endsAfterHead === true || all.toString('latin1', 0, 12) === 'HTTP/1.1 101');
}

function parse(bytes: Buffer): RawResponse {
  const end = bytes.indexOf('\r\n\r\n');
  if (end === -1) throw new Error(`no HTTP response: ${JSON.stringify(bytes.toString())}`);
  const [statusLine = '', ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
  // 100 Continue comes before the response.
  if (statusLine.split(' ')[1] === '100') return parse(bytes.subarray(end + 4));
  const headers = lines.map((line): [string, string] => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const values = (name: string): string[] =>
    headers.filter(([given]) => given.toLowerCase() === name.toLowerCase()).map(([, value]) => value);
  const rest = bytes.subarray(end + 4);
  const body = values('transfer-encoding').includes('chunked') ? unchunk(rest) : rest;
  return {
    status: Number(statusLine.split(' ')[1]),
    headers,
    body,
    text: body.toString(),
    values,
    names: () => headers.map(([name]) => name),
    json: () => JSON.parse(body.toString()) as unknown,
  };
}

function unchunk(bytes: Buffer): Buffer {
  const chunks: Buffer[] = [];
  let rest = bytes;
  for (;;) {
    const end = rest.indexOf('\r\n');
    const size = Number.parseInt(rest.subarray(0, end).toString(), 16);
    if (!(size > 0)) return Buffer.concat(chunks);
    chunks.push(rest.subarray(end + 2, end + 2 + size));
    rest = rest.subarray(end + 2 + size + 2);
  }
}
