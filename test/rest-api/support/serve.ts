import { Readable } from 'node:stream';
import { openToAll } from '../../../src/authorizers/contract.ts';
import type { AwsServiceRequest, BackendRequest, BackendResponse } from '../../../src/integrations/contract.ts';
import type { Ids } from '../../../src/model/base/ids.ts';
import type { InvocationResult, InvokeCall, StreamingResult } from '../../../src/model/lambda/invocation.ts';
import type { ClientResponse, HeaderList } from '../../../src/model/http/messages.ts';
import type { RestApi } from '../../../src/model/definition/rest-api.ts';
import type { Exchange } from '../../../src/observability/exchange.ts';
import { compileRestApi } from '../../../src/rest-api/index.ts';
import type { RestFrontEnd } from '../../../src/rest-api/index.ts';
import type { RestApiServices } from '../../../src/rest-api/call/services.ts';
import { unlimited } from '../../../src/traffic/contract.ts';
import { FakeClock } from '../../fake-clock.ts';
import { invocationResult } from '../../invocation-result.ts';

/** What a fake function answers: a value to be serialised, or an error object's JSON text. */
export type FakeHandler = (call: InvokeCall) => unknown;

export class FunctionError {
  constructor(readonly payload: string) {}
}

export interface Served {
  readonly frontEnd: RestFrontEnd;
  readonly clock: FakeClock;
  readonly invocations: InvokeCall[];
  readonly backendCalls: BackendRequest[];
  readonly serviceCalls: AwsServiceRequest[];
  readonly exchanges: Exchange[];
  readonly logLines: string[];
  readonly accessLines: string[];
  readonly warnings: string[];
  send(request: string, parts?: RequestParts): Promise<Answer>;
}

export interface RequestParts {
  readonly httpVersion?: '2.0';
  readonly headers?: HeaderList;
  readonly body?: string | Buffer | Readable;
}

export interface Answer {
  readonly statusCode: number;
  readonly headers: HeaderList;
  /** The body as text; of a stream, once it has ended. */
  readonly body: string;
  readonly bytes: Buffer;
  readonly raw: ClientResponse;
  header(name: string): string | undefined;
  json(): unknown;
}

export interface Fakes extends Partial<RestApiServices> {
  /** Functions by name. */
  readonly functions?: Readonly<Record<string, FakeHandler>>;
  readonly stream?: (call: InvokeCall) => StreamingResult | Promise<StreamingResult>;
  readonly backend?: (request: BackendRequest) => Partial<BackendResponse> | Promise<Partial<BackendResponse>>;
  readonly service?: (request: AwsServiceRequest) => Partial<BackendResponse>;
}

/** Compiles an API with fakes all around it; nothing opens a socket and time stands still until told. */
export function serve(api: RestApi, fakes: Fakes = {}): Served {
  const clock = new FakeClock();
  const recorded = {
    invocations: [] as InvokeCall[],
    backendCalls: [] as BackendRequest[],
    serviceCalls: [] as AwsServiceRequest[],
    exchanges: [] as Exchange[],
    logLines: [] as string[],
    accessLines: [] as string[],
    warnings: [] as string[],
  };
  const { functions = {}, stream, backend, service, ...services } = fakes;
  const frontEnd = compileRestApi(api, {
    region: 'eu-west-1',
    accountId: '123456789012',
    lambda: {
      invoke: async (call) => {
        recorded.invocations.push(call);
        return resultOf(await functions[call.functionName]?.(call));
      },
      invokeStreaming: async (call) => {
        recorded.invocations.push(call);
        if (!stream) throw new Error('no streaming function in this test');
        return stream(call);
      },
      invokeAsync: async (call) => {
        recorded.invocations.push(call);
        return 'async-request-id';
      },
    },
    http: {
      call: async (request) => {
        recorded.backendCalls.push(request);
        return { statusCode: 200, headers: [], body: Buffer.alloc(0), ...(await backend?.(request)) };
      },
    },
    aws: {
      call: async (request) => {
        recorded.serviceCalls.push(request);
        return { statusCode: 200, headers: [], body: Buffer.alloc(0), ...service?.(request) };
      },
    },
    authorizers: { compile: () => openToAll },
    rate: unlimited,
    keys: { check: () => ({ verdict: 'unknown' }) },
    clock,
    ids: countingIds(),
    random: () => 0.5,
    journal: { add: (exchange) => recorded.exchanges.push(exchange) },
    accessLogs: { open: () => (line) => recorded.accessLines.push(line) },
    executionLog: (line) => recorded.logLines.push(line),
    vpcLinks: {},
    warn: (message) => recorded.warnings.push(message),
    ...services,
  });
  return { frontEnd, clock, ...recorded, send: (request, parts) => send(frontEnd, request, parts) };
}

/** The result of a function that returned the value. */
export function resultOf(value: unknown): InvocationResult {
  if (value instanceof FunctionError) return invocationResult(value.payload, { functionError: 'Unhandled' });
  return invocationResult(JSON.stringify(value) ?? 'null');
}

async function send(frontEnd: RestFrontEnd, request: string, parts: RequestParts = {}): Promise<Answer> {
  const [verb = 'GET', target = '/'] = request.split(' ');
  const [rawPath = '', ...query] = target.split('?');
  const { body } = parts;
  const raw = await frontEnd.handle({
    method: verb,
    rawPath,
    rawQuery: query.join('?'),
    headers: parts.headers ?? [],
    body: body === undefined ? null : typeof body === 'string' ? Buffer.from(body) : body,
    sourceIp: '198.51.100.7',
    ...(parts.httpVersion && { httpVersion: parts.httpVersion }),
  });
  const bytes = await bytesOf(raw.body);
  return {
    ...raw,
    raw,
    body: bytes.toString('utf8'),
    bytes,
    header: (name) => raw.headers.find(([candidate]) => candidate === name)?.[1],
    json: () => JSON.parse(bytes.toString('utf8')) as unknown,
  };
}

async function bytesOf(body: ClientResponse['body']): Promise<Buffer> {
  if (body === null) return Buffer.alloc(0);
  if (!(body instanceof Readable)) return Buffer.from(body);
  const chunks: Buffer[] = [];
  for await (const chunk of body) chunks.push(Buffer.from(chunk as Buffer));
  return Buffer.concat(chunks);
}

/** Ids that count, in the forms that AWS gives them. */
export function countingIds(): Ids {
  let count = 0;
  const next = (digits: number) => String((count += 1)).padStart(digits, '0');
  return {
    uuid: () => `00000000-0000-4000-8000-${next(12)}`,
    extended: () => `ext${next(11)}=`,
    traceRoot: () => `1-00000000-${next(24)}`,
    segment: () => next(16),
  };
}
