import type { AuthorizerServices, LocalIssuer } from '../../src/authorizers/index.ts';
import { authorizerCompiler } from '../../src/authorizers/index.ts';
import { compileHttpApi } from '../../src/http-api/index.ts';
import { BackendError } from '../../src/integrations/contract.ts';
import type { Api, ApiType } from '../../src/model/definition/api.ts';
import type { Authorizer, Credential, RouteAuthorization } from '../../src/model/definition/authorizer.ts';
import type { HeaderList } from '../../src/model/http/messages.ts';
import type { RestApi } from '../../src/model/definition/rest-api.ts';
import type { FrontEnd } from '../../src/model/http/front-end.ts';
import { compileRestApi } from '../../src/rest-api/index.ts';
import { unlimited } from '../../src/traffic/contract.ts';
import type { KeyVerdict } from '../../src/traffic/contract.ts';
import { compileWebSocketApi, Connections } from '../../src/websocket-api/index.ts';
import { httpApi, lambda as httpLambda } from '../http-api/harness.ts';
import { method, proxy, restApi } from '../rest-api/support/api.ts';
import { FakeClock } from '../fake-clock.ts';
import { countingIds } from '../rest-api/support/serve.ts';
import { handshakeHeaders } from '../websocket-api/emulated-api.ts';
import { FakeLambda } from '../websocket-api/fake-lambda.ts';
import { proxyTo, sampleApi } from '../websocket-api/sample-api.ts';

const REGION = 'us-east-1';
const ACCOUNT = '123456789012';
const API = 'a1b2c3d4e5';
/** What each kind's policies call the one thing that is asked for. */
export const ARN: Readonly<Record<ApiType, string>> = {
  rest: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${API}/dev/GET/pets`,
  http: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${API}/dev/GET/pets`,
  websocket: `arn:aws:execute-api:${REGION}:${ACCOUNT}:${API}/dev/$connect`,
};

export interface GateOptions {
  readonly authorization: RouteAuthorization;
  readonly authorizers?: readonly Authorizer[];
  /** The authorizer's function. */
  readonly decide?: (event: unknown) => unknown;
  readonly credentials?: readonly Credential[];
  readonly localIssuer?: (clock: FakeClock) => LocalIssuer;
  readonly services?: Partial<AuthorizerServices>;
  readonly stageVariables?: Readonly<Record<string, string>>;
  readonly rest?: Partial<RestApi>;
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly query?: string;
  readonly headers?: HeaderList;
  readonly body?: Buffer;
  readonly sourceIp?: string;
}

export interface Seen {
  /** 101 for an accepted handshake. */
  readonly status: number;
  readonly body: string;
  /** By lower-case name. */
  readonly headers: Readonly<Record<string, string>>;
}

/** One protected route, `GET /pets` or `$connect` on the stage `dev`, behind the real front end of its kind and the real authorizers. */
export interface Gate {
  readonly clock: FakeClock;
  readonly warnings: readonly string[];
  send(sent?: Sent): Promise<Seen>;
  /** Events that the authorizer's function received. */
  asked(): readonly Record<string, unknown>[];
  /** `requestContext` of the events that the function behind the route received. */
  contexts(): readonly Record<string, unknown>[];
  /** `requestContext.authorizer` of the first of them. */
  told(): Readonly<Record<string, unknown>>;
}

export function gate(kind: ApiType, options: GateOptions): Gate {
  const clock = new FakeClock();
  const warnings: string[] = [];
  const lambda = new FakeLambda({
    handler: () => ({ statusCode: 200, body: 'in' }),
    ...(options.decide && { authorize: options.decide }),
  });
  const base = { region: REGION, accountId: ACCOUNT, lambda, clock, warn: (text: string) => void warnings.push(text) };
  const issuer = options.localIssuer?.(clock);
  const authorizerServices = {
    ...base,
    credentials: options.credentials ?? [],
    localIssuer: issuer,
    ...options.services,
  };
  const api = apiOf(kind, options);
  const send = serve(api, { ...base, authorizers: authorizerCompiler(api, authorizerServices) });
  const contextsOf = (): Record<string, unknown>[] =>
    lambda.eventsOf('handler').map((event) => event.requestContext as Record<string, unknown>);
  const told = (): Record<string, unknown> => ({ ...(contextsOf()[0]?.authorizer as Record<string, unknown>) });
  return { clock, warnings, send, asked: () => lambda.eventsOf('authorize'), contexts: contextsOf, told };
}

function apiOf(kind: ApiType, options: GateOptions): Api {
  const { authorization, stageVariables: variables = {} } = options;
  const authorizers = Object.fromEntries((options.authorizers ?? []).map((each) => [each.name, each]));
  const common = { id: API, authorizers, stage: { name: 'dev', variables, deploymentId: 'dep123' } };
  const integration = { ...httpLambda(), payloadFormatVersion: '2.0' as const };
  if (kind === 'http') {
    const routes = ['GET /pets', 'GET /other', 'POST /pets'];
    return httpApi({ ...common, routes: routes.map((routeKey) => ({ routeKey, authorization, integration })) });
  }
  if (kind === 'websocket') {
    return sampleApi({ $connect: { integration: proxyTo('handler'), authorization } }, common);
  }
  const routes = ['GET /pets', 'GET /other', 'POST /pets', 'GET /'];
  return restApi(
    routes.map((route) => method(route, proxy('handler'), { authorization })),
    { ...common, ...options.rest },
  );
}

function serve(
  api: Api,
  base: Pick<AuthorizerServices, 'region' | 'accountId' | 'lambda' | 'clock' | 'warn'> & {
    readonly authorizers: ReturnType<typeof authorizerCompiler>;
  },
): Gate['send'] {
  const noBackend = { call: () => Promise.reject(new BackendError('unreachable', 'no backend in this test')) };
  const services = {
    ...base,
    ids: countingIds(),
    http: noBackend,
    aws: noBackend,
    rate: unlimited,
    accountRate: unlimited,
    keys: { check: keyVerdict },
    random: () => 0.5,
    journal: { add: () => {} },
    accessLogs: { open: () => () => {} },
    executionLog: () => {},
    vpcLinks: {},
    connections: new Connections(),
  };
  if (api.type === 'websocket') return throughHandshake(compileWebSocketApi(api, services));
  return throughRequest(api.type === 'http' ? compileHttpApi(api, services) : compileRestApi(api, services));
}

function throughRequest(frontEnd: FrontEnd): Gate['send'] {
  return async (sent = {}) => {
    const response = await frontEnd.handle({
      method: sent.method ?? 'GET',
      rawPath: sent.path ?? '/dev/pets',
      rawQuery: sent.query ?? '',
      headers: [['Host', 'localhost:3000'], ...(sent.headers ?? [])],
      body: sent.body ?? null,
      sourceIp: sent.sourceIp ?? '203.0.113.9',
    });
    return seen(response);
  };
}

function throughHandshake(frontEnd: ReturnType<typeof compileWebSocketApi>): Gate['send'] {
  return async (sent = {}) => {
    const handshake = await frontEnd.connect({
      method: 'GET',
      rawPath: sent.path ?? '/dev',
      rawQuery: sent.query ?? '',
      headers: [
        ...handshakeHeaders.filter(([name]) => name !== 'Host'),
        ['Host', 'localhost:3000'],
        ...(sent.headers ?? []),
      ],
      body: null,
      sourceIp: sent.sourceIp ?? '203.0.113.9',
    });
    return handshake.accepted ? { status: 101, body: '', headers: {} } : seen(handshake.response);
  };
}

function seen({ statusCode, headers, body }: Awaited<ReturnType<FrontEnd['handle']>>): Seen {
  return {
    status: statusCode,
    body: typeof body === 'string' || Buffer.isBuffer(body) ? body.toString() : '',
    headers: Object.fromEntries(headers.map(([name, value]) => [name.toLowerCase(), value])),
  };
}

/** The one API key that there is. */
export const API_KEY = 'partner-key-0123456789abcdef';

function keyVerdict(value: string | undefined): KeyVerdict {
  return value === API_KEY ? { verdict: 'allowed', keyId: 'k1', keyValue: value } : { verdict: 'unknown' };
}

/** A Lambda authorizer of each kind, its identity source spelled as the kind has it. */
export function requestAuthorizer(
  kind: ApiType,
  over: Partial<Extract<Authorizer, { type: 'request' }>> = {},
): Authorizer {
  const source = {
    rest: 'method.request.header.Ticket',
    http: '$request.header.Ticket',
    websocket: 'route.request.header.Ticket',
  };
  return {
    name: 'session',
    id: 'abc123',
    type: 'request',
    lambda: { functionName: 'authorize' },
    identitySources: [source[kind]],
    ttl: 0,
    payloadFormatVersion: kind === 'http' ? '2.0' : '1.0',
    simpleResponses: false,
    ...over,
  };
}

export function tokenAuthorizer(over: Partial<Extract<Authorizer, { type: 'token' }>> = {}): Authorizer {
  return {
    name: 'session',
    id: 'abc123',
    type: 'token',
    lambda: { functionName: 'authorize' },
    identitySource: 'method.request.header.Authorization',
    ttl: 0,
    ...over,
  };
}

export const CUSTOM: RouteAuthorization = { type: 'CUSTOM', authorizer: 'session' };

/** The answer of an authorizer with one statement. */
export function policy(
  effect: string,
  resource: unknown,
  over: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  const Statement = [{ Action: 'execute-api:Invoke', Effect: effect, Resource: resource }];
  return { principalId: 'user-1', policyDocument: { Version: '2012-10-17', Statement }, ...over };
}
