import { Readable } from 'node:stream';
import {
  BackendError,
  type BackendRequest,
  type BackendResponse,
  type HttpBackend,
} from '../../integrations/contract.ts';
import type { Clock } from '../../model/base/clock.ts';
import { withTimeLimit } from '../../model/base/time-limit.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { parseUrl } from '../../model/http/parse-url.ts';

/** What an integration sent, as the test sees it. */
export interface BackendCall {
  readonly method: string;
  /** Complete: `https://api.example.com/v1/orders?limit=2`. */
  readonly url: string;
  readonly path: string;
  /** The last value of each name. */
  readonly query: Readonly<Record<string, string>>;
  /** Names in lower case; several lines of one name are joined with a comma. */
  readonly headers: Readonly<Record<string, string>>;
  /** As text; `bytes` has what a binary body holds. */
  readonly body: string;
  readonly bytes: Buffer;
  /** The body parsed as JSON. Throws a `SyntaxError` if it is not JSON. */
  readonly json: () => unknown;
}

/** What the backend is to answer. */
export interface BackendAnswer {
  /** 200 unless given. */
  readonly statusCode?: number;
  /** A list sends several lines of that name. */
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
  /** Text and bytes are sent as they are; anything else as JSON, with that content type unless the headers have one. */
  readonly body?: unknown;
}

/** Answers in a backend's place. Throwing is a connection that breaks; a promise that does not settle runs into the integration's timeout. */
export type BackendHandler = (call: BackendCall) => BackendAnswer | undefined | Promise<BackendAnswer | undefined>;

interface Mock {
  readonly target: string;
  readonly handler: BackendHandler;
}

/** HTTP backends, some of which a test answers for. */
export class MockedBackends implements HttpBackend {
  readonly #http: HttpBackend;
  readonly #clock: Clock;
  #mocks: Mock[] = [];
  #running = 0;

  constructor(http: HttpBackend, clock: Clock) {
    this.#http = http;
    this.#clock = clock;
  }

  /** Calls that were not answered yet. */
  get running(): number {
    return this.#running;
  }

  /** `target`: a host (`api.example.com`, `localhost:9000`), or what the URL begins with. The last mock that fits answers. Returns what undoes it. */
  mock(target: string, handler: BackendHandler): () => void {
    const mock = { target, handler };
    this.#mocks.unshift(mock);
    return () => {
      this.#mocks = this.#mocks.filter((each) => each !== mock);
    };
  }

  /** Where a mock stands in for an AWS service: its public host name. */
  standIn(service: string, region: string): string | undefined {
    const url = `https://${service}.${region}.amazonaws.com`;
    return this.#mocks.some((mock) => fits(mock.target, url)) ? url : undefined;
  }

  /** Undoes every mock. */
  forget(): void {
    this.#mocks = [];
  }

  async call(request: BackendRequest): Promise<BackendResponse> {
    this.#running += 1;
    try {
      const mock = this.#mocks.length === 0 ? undefined : this.#mocks.find(({ target }) => fits(target, request.url));
      return await (mock === undefined ? this.#http.call(request) : this.#answer(mock, request));
    } finally {
      this.#running -= 1;
    }
  }

  async #answer({ target, handler }: Mock, request: BackendRequest): Promise<BackendResponse> {
    const call = backendCall(request, await bytesOf(request.body));
    const { timeoutMs } = request;
    const late = (): Error =>
      new BackendError('timeout', `the mock of ${target} did not answer within ${timeoutMs} ms`);
    const broken = (cause: unknown): never => {
      const why = cause instanceof Error ? cause.message : String(cause);
      throw new BackendError('unreachable', `the mock of ${target} failed: ${why}`, { cause });
    };
    const answer = (async () => handler(call))().catch(broken);
    return backendResponse((await withTimeLimit(this.#clock, timeoutMs, answer, late)) ?? {});
  }
}

function fits(target: string, url: string): boolean {
  if (target.includes('://')) {
    const base = parseUrl(target)?.href.replace(/\/$/, '') ?? target;
    return url.startsWith(base) && /^$|^[/?#]/.test(url.slice(base.length));
  }
  const called = parseUrl(url);
  return called !== undefined && [called.host, called.hostname].includes(target.toLowerCase());
}

function backendCall({ method, url, headers }: BackendRequest, bytes: Buffer): BackendCall {
  const { pathname, searchParams, href } = new URL(url);
  const folded: Record<string, string> = {};
  for (const [name, value] of headers) {
    const lower = name.toLowerCase();
    folded[lower] = folded[lower] === undefined ? value : `${folded[lower]}, ${value}`;
  }
  const body = bytes.toString('utf8');
  return {
    method,
    url: href,
    path: pathname,
    query: Object.fromEntries(searchParams),
    headers: folded,
    body,
    bytes,
    json: () => JSON.parse(body) as unknown,
  };
}

function backendResponse({ statusCode = 200, headers = {}, body }: BackendAnswer): BackendResponse {
  const lines = Object.entries(headers).flatMap(([name, values]) =>
    [values].flat().map((value): [string, string] => [name, value]),
  );
  const isGiven = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
  const bytes = isGiven ? Buffer.from(body ?? '') : Buffer.from(JSON.stringify(body));
  const has = (wanted: string): boolean => lines.some(([name]) => name.toLowerCase() === wanted);
  if (!isGiven && !has('content-type')) lines.push(['Content-Type', 'application/json']);
  if (!has('content-length')) lines.push(['Content-Length', String(bytes.length)]);
  return { statusCode, headers: lines satisfies HeaderList, body: bytes };
}

async function bytesOf(body: BackendRequest['body']): Promise<Buffer> {
  if (!(body instanceof Readable)) return Buffer.from(body ?? '');
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer | string>) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}
