import {
  BackendError,
  type BackendRequest,
  type BackendResponse,
  type HttpBackend,
} from '../../integrations/contract.ts';
import { type FetchJson, fetchJson } from '../../authorizers/index.ts';
import type { Clock } from '../../model/base/clock.ts';
import { parseJson } from '../../model/base/json.ts';
import { withTimeLimit } from '../../model/base/time-limit.ts';
import { parseUrl } from '../../model/http/parse-url.ts';
import { type BackendAnswer, type BackendCall, backendCall, backendResponse, bytesOf } from './backend-messages.ts';

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

  /** What identity providers publish, discovery documents and keys, is mocked like any other backend. */
  readonly fetchJson: FetchJson = async (url, limits) => {
    const mock = this.#mocks.find(({ target }) => fits(target, url));
    if (mock === undefined) return fetchJson(url, limits);
    const headers = [['accept', 'application/json']] as const;
    const request = { method: 'GET', url, headers, body: null, timeoutMs: limits.timeoutMs, streamResponse: false };
    const { statusCode, body } = await this.#answer(mock, request);
    if (statusCode !== 200) throw new Error(`${url} answered with status ${statusCode}`);
    const value = parseJson((await bytesOf(body)).toString('utf8'));
    if (value === undefined) throw new Error(`${url} does not answer with JSON`);
    return value;
  };

  call(request: BackendRequest): Promise<BackendResponse> {
    const mock = this.#mocks.length === 0 ? undefined : this.#mocks.find(({ target }) => fits(target, request.url));
    this.#running += 1;
    const answer = mock === undefined ? this.#http.call(request) : this.#answer(mock, request);
    answer.then(this.#ended, this.#ended);
    return answer;
  }

  readonly #ended = (): void => {
    this.#running -= 1;
  };

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
