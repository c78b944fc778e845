import { Readable } from 'node:stream';
import { openToAll } from '../../src/authorizers/contract.ts';
import type { Authorization, AuthorizationRequest } from '../../src/authorizers/contract.ts';
import { compileHttpApi } from '../../src/http-api/index.ts';
import type { HttpApiServices } from '../../src/http-api/index.ts';
import { BackendError } from '../../src/integrations/contract.ts';
import type { AwsServiceRequest, BackendRequest, BackendResponse } from '../../src/integrations/contract.ts';
import type { Ids } from '../../src/model/base/ids.ts';
import type { HttpApi, HttpRoute } from '../../src/model/definition/http-api.ts';
import { integrationDefaults } from '../../src/model/definition/integration-defaults.ts';
import type { Integration } from '../../src/model/definition/integration.ts';
import type { InvocationResult, InvokeCall } from '../../src/model/lambda/invocation.ts';
import type { ClientRequest, ClientResponse, HeaderList } from '../../src/model/http/messages.ts';
import type { Exchange } from '../../src/observability/exchange.ts';
import type { RateLimiter } from '../../src/traffic/contract.ts';
import { unlimited } from '../../src/traffic/contract.ts';
import { FakeClock } from '../fake-clock.ts';
import { invocationResult } from '../invocation-result.ts';

/** 25/Mar/2020:05:03:27 +0000, the time of a recorded event. */
export const START = 1_585_112_607_686;
export const REQUEST_ID = 'J7jk9g-7oAMEJGw=';

export interface World {
  readonly clock: FakeClock;
  readonly services: HttpApiServices;
  readonly calls: InvokeCall[];
  readonly backendRequests: BackendRequest[];
  readonly awsRequests: AwsServiceRequest[];
  readonly authorizations: AuthorizationRequest[];
  readonly exchanges: Exchange[];
  readonly logLines: string[];
  readonly warnings: string[];
  readonly takes: [string, unknown][];
  handle(request: ClientRequest): Promise<ClientResponse>;
}

export interface WorldOptions {
  readonly api?: Partial<HttpApi>;
  /** A function's answer: a value to be returned as JSON, or whatever the invoker does. */
  readonly answer?: unknown;
  readonly invoke?: (call: InvokeCall, clock: FakeClock) => Promise<InvocationResult>;
  readonly http?: (request: BackendRequest) => Promise<BackendResponse>;
  readonly aws?: (request: AwsServiceRequest) => Promise<BackendResponse>;
  readonly authorize?: (request: AuthorizationRequest) => Promise<Authorization>;
  readonly rate?: RateLimiter;
  readonly vpcLinks?: Readonly<Record<string, string>>;
  readonly services?: {
    readonly region?: string;
    readonly accountId?: string;
    readonly ids?: Partial<Ids>;
    readonly now?: number;
  };
}

/** An HTTP API with everything around it faked. */
export function world(options: WorldOptions = {}): World {
  const { region = 'us-east-1', accountId = '626492997873', ids = {}, now = START } = options.services ?? {};
  const clock = new FakeClock(now);
  const seen = {
    calls: [] as InvokeCall[],
    backendRequests: [] as BackendRequest[],
    awsRequests: [] as AwsServiceRequest[],
    authorizations: [] as AuthorizationRequest[],
    exchanges: [] as Exchange[],
    logLines: [] as string[],
    warnings: [] as string[],
    takes: [] as [string, unknown][],
  };
  const { rate = unlimited, authorize } = options;
  const services: HttpApiServices = {
    region,
    accountId,
    clock,
    ids: {
      uuid: () => '00000000-0000-4000-8000-000000000000',
      extended: () => REQUEST_ID,
      traceRoot: () => '1-5e7ae61f-bb13a2d967a67dd51b8aca50',
      segment: () => '0123456789abcdef',
      ...ids,
    },
    lambda: {
      invoke: (call) => {
        seen.calls.push(call);
        return (
          options.invoke?.(call, clock) ??
          Promise.resolve(invocationResult(JSON.stringify(options.answer ?? { ok: true })))
        );
      },
      invokeStreaming: () => Promise.reject(new Error('HTTP APIs never stream a function')),
      invokeAsync: () => Promise.reject(new Error('HTTP APIs never invoke asynchronously')),
    },
    http: {
      call: (request) => {
        seen.backendRequests.push(request);
        return options.http?.(request) ?? Promise.reject(new BackendError('unreachable', 'nobody listens'));
      },
    },
    aws: {
      call: (request) => {
        seen.awsRequests.push(request);
        return (
          options.aws?.(request) ??
          Promise.reject(new BackendError('no-endpoint', `no endpoint for ${request.service}`))
        );
      },
    },
    authorizers: {
      compile: () =>
        authorize
          ? {
              authorize: (request) => {
                seen.authorizations.push(request);
                return authorize(request);
              },
            }
          : openToAll,
    },
    rate: {
      take: (id, limit) => {
        seen.takes.push([id, limit]);
        return rate.take(id, limit);
      },
    },
    journal: { add: (exchange) => void seen.exchanges.push(exchange) },
    accessLogs: { open: () => (line) => void seen.logLines.push(line) },
    vpcLinks: options.vpcLinks ?? {},
    warn: (message) => void seen.warnings.push(message),
  };
  const frontEnd = compileHttpApi(httpApi(options.api), services);
  return { ...seen, clock, services, handle: (request) => frontEnd.handle(request) };
}

/** One route, `$default`, to a function named `handler`, unless said otherwise. */
export function httpApi(overrides: Partial<HttpApi> = {}): HttpApi {
  return {
    type: 'http',
    name: 'shop',
    id: 'uo9pe23ec6',
    port: 0,
    stage: { name: '$default', variables: {}, deploymentId: 'abc123' },
    disableExecuteApiEndpoint: false,
    authorizers: {},
    routes: [route('$default')],
    trailingSlash: 'strict',
    ...overrides,
  };
}

export function stage(name: string, more: Partial<HttpApi['stage']> = {}): Pick<HttpApi, 'stage'> {
  return { stage: { name, variables: {}, deploymentId: 'abc123', ...more } };
}

export function route(
  routeKey: string,
  integration: Partial<Integration> = {},
  more: Partial<HttpRoute> = {},
): HttpRoute {
  return { routeKey, authorization: { type: 'NONE' }, integration: lambda(integration), ...more };
}

export function lambda(overrides: Partial<Integration> = {}): Integration {
  return {
    ...integrationDefaults('http'),
    type: 'AWS_PROXY',
    lambda: { functionName: 'handler' },
    ...overrides,
  };
}

/** An HTTP_PROXY integration; `lambda` is absent as exact optional types want it. */
export function httpProxy(uri: string, overrides: Partial<Integration> = {}): Integration {
  const { lambda: _function, ...rest } = lambda();
  return { ...rest, type: 'HTTP_PROXY', uri, ...overrides };
}

export function awsService(subtype: string, requestParameters: Readonly<Record<string, string>>): Integration {
  const { lambda: _function, ...rest } = lambda();
  return { ...rest, integrationSubtype: subtype, requestParameters };
}

export interface Asked {
  readonly headers?: HeaderList;
  readonly body?: string | Buffer | Readable;
  readonly sourceIp?: string;
}

/** `ask('GET', '/pets?x=1')`: path and query as they stand on the request line. */
export function ask(
  method: string,
  target: string,
  { headers = [], body, sourceIp = '192.182.149.40' }: Asked = {},
): ClientRequest {
  const mark = target.indexOf('?');
  return {
    method,
    rawPath: mark === -1 ? target : target.slice(0, mark),
    rawQuery: mark === -1 ? '' : target.slice(mark + 1),
    headers: headers.some(([name]) => name.toLowerCase() === 'host')
      ? headers
      : [['host', 'uo9pe23ec6.execute-api.us-east-1.amazonaws.com'], ...headers],
    body: body === undefined ? null : typeof body === 'string' ? Buffer.from(body) : body,
    sourceIp,
  };
}

/** Values of a response header, in order. */
export function headerLines(response: ClientResponse, name: string): string[] {
  return response.headers
    .filter(([candidate]) => candidate.toLowerCase() === name.toLowerCase())
    .map(([, value]) => value);
}

export async function bodyText(response: ClientResponse): Promise<string> {
  const { body } = response;
  if (!(body instanceof Readable)) return body === null ? '' : body.toString();
  const chunks: Buffer[] = [];
  for await (const chunk of body as AsyncIterable<Buffer>) chunks.push(chunk);
  return Buffer.concat(chunks).toString();
}

/** The event of the one invocation there was. */
export function onlyEvent(world: World): Record<string, unknown> {
  if (world.calls.length !== 1) throw new Error(`expected one invocation, found ${world.calls.length}`);
  // What crosses to the environment is a structured clone; an event that cannot be cloned fails here.
  return structuredClone(world.calls[0]?.event) as Record<string, unknown>;
}
