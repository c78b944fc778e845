import type { Exchange } from '../observability/exchange.ts';
import { Refused } from './endpoint.ts';
import type { ConsoleServices, SentRequest } from './services.ts';

type Members = Readonly<Record<string, unknown>>;

/**
 * Sends an exchange again, changed by the members of `changes`. Resolves with the new exchange. Refuses closes, messages of connections that
 * are gone, and changes that make no request.
 */
export async function replay(exchange: Exchange, changes: Members, services: ConsoleServices): Promise<Exchange> {
  if (exchange.apiType === 'websocket' && exchange.method === 'MESSAGE')
    return replayMessage(exchange, changes, services);
  if (exchange.apiType === 'websocket' || exchange.request === undefined) {
    throw new Refused(
      409,
      'The beginning or end of a WebSocket connection cannot be sent again. Open a new connection.',
    );
  }
  const { method, rawPath, rawQuery, headers, body, sourceIp } = exchange.request;
  const before = { method, rawPath, rawQuery, headers, body: Buffer.isBuffer(body) ? body : null, sourceIp };
  return services.send(exchange.api, readRequest(changes, before));
}

/** A request out of a JSON body; members that are missing are those of `before`. */
export function readRequest(written: Members, before: SentRequest): SentRequest {
  const { method, path, query, headers, body } = written;
  for (const [name, value] of Object.entries({ method, path, query, body })) {
    const isFine = value === undefined || typeof value === 'string' || (name === 'body' && value === null);
    if (!isFine) throw new Refused(400, `"${name}" is no text.`);
  }
  const [plainPath, ...ofPath] = typeof path === 'string' ? path.split('?') : [before.rawPath];
  if (plainPath === undefined || !plainPath.startsWith('/'))
    throw new Refused(400, '"path" does not begin with a slash.');
  const inPath = ofPath.length > 0 ? ofPath.join('?') : typeof path === 'string' ? '' : before.rawQuery;
  const bytes = typeof body === 'string' ? Buffer.from(body) : body === null ? null : before.body;
  return {
    method: typeof method === 'string' ? method.toUpperCase() : before.method,
    rawPath: plainPath,
    rawQuery: typeof query === 'string' ? query : inPath,
    headers: withLength(headers === undefined ? before.headers : readHeaders(headers), bytes),
    body: bytes !== null && bytes.length === 0 ? null : bytes,
    sourceIp: before.sourceIp,
  };
}

/** What the console's own requests begin with. */
export function emptyRequest(host: string): SentRequest {
  return {
    method: 'GET',
    rawPath: '/',
    rawQuery: '',
    headers: [
      ['Host', host],
      ['Accept', '*/*'],
      ['User-Agent', 'gw-emulate-console'],
    ],
    body: null,
    sourceIp: '127.0.0.1',
  };
}

function readHeaders(headers: unknown): [string, string][] {
  const pairs: unknown[] = Array.isArray(headers) ? headers : Object.entries(Object(headers) as object);
  return pairs.map((pair) => {
    const [name, value] = Array.isArray(pair) ? (pair as unknown[]) : [];
    if (typeof name === 'string' && typeof value === 'string' && isHeader(name, value)) return [name, value];
    throw new Refused(400, `"headers" takes pairs of a name and a value, found ${JSON.stringify(pair)}.`);
  });
}

/** What HTTP allows in a header (RFC 9110 5.5, 5.6.2): a request of a socket could hold nothing else. */
function isHeader(name: string, value: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(name) && !/[\0\r\n]/.test(value);
}

/** The length that belongs to the body. */
function withLength(headers: SentRequest['headers'], body: Buffer | null): SentRequest['headers'] {
  const others = headers.filter(([name]) => !/^(?:content-length|transfer-encoding)$/i.test(name));
  return body === null || body.length === 0 ? others : [...others, ['Content-Length', String(body.length)]];
}

/** The exchange of a message is the next one of its connection with its text. */
async function replayMessage(exchange: Exchange, changes: Members, services: ConsoleServices): Promise<Exchange> {
  const text = typeof changes['body'] === 'string' ? changes['body'] : (exchange.message ?? '');
  const id = exchange.connection?.id ?? '';
  let stop = (): void => undefined;
  let timer: NodeJS.Timeout | undefined;
  const answered = new Promise<Exchange>((resolve, reject) => {
    stop = services.journal.subscribe((next) => {
      if (next.method === 'MESSAGE' && next.connection?.id === id && next.message === text) resolve(next);
    });
    timer = setTimeout(
      () => reject(new Refused(504, 'The message was sent, but its handler did not end within 30 s.')),
      30_000,
    );
  });
  try {
    if (!services.sockets.sendAsClient(id, text)) {
      answered.catch(() => undefined);
      throw new Refused(409, 'The connection of this message is closed. Open a new one and send the message there.');
    }
    return await answered;
  } finally {
    stop();
    clearTimeout(timer);
  }
}
