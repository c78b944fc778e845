import { compileHttpApi } from '../../src/http-api/index.ts';
import type { ApiType } from '../../src/model/definition/api.ts';
import type { RouteAuthorization } from '../../src/model/definition/authorizer.ts';
import type { FrontEnd } from '../../src/model/http/front-end.ts';
import type { HeaderList } from '../../src/model/http/messages.ts';
import { compileRestApi } from '../../src/rest-api/index.ts';
import { compileWebSocketApi } from '../../src/websocket-api/index.ts';
import { CUSTOM, requestAuthorizer } from '../authorizers/gate.ts';
import { httpApi, lambda } from '../http-api/harness.ts';
import { method, proxy, restApi } from '../rest-api/support/api.ts';
import { upgradeRequest, handshakeHeaders } from '../websocket-api/emulated-api.ts';
import { proxyTo, sampleApi } from '../websocket-api/sample-api.ts';
import type { FrontEndUnderTest, KindOfFrontEnd, Setup } from './front-end-under-test.ts';
import { house, nextExchange } from './house.ts';
import type { Functions, House } from './house.ts';

const REST_API: KindOfFrontEnd = {
  name: 'a REST API',
  apiType: 'rest',
  start(setup) {
    const methods = setup.routes.map((name) =>
      method(pathRoute(name), proxy(name), { authorization: authorizationOf(setup) }),
    );
    const methodSettings = Object.fromEntries(
      Object.entries(setup.throttles ?? {}).map(([name, throttle]) => [`/${name}/GET`, { throttle }]),
    );
    const api = restApi(methods, { ...common('rest', setup), methodSettings });
    const services = house(api, functionsOf(setup));
    return overRequests(compileRestApi(api, services), services);
  },
  routeKey: pathRoute,
  // docs/aws/rest-api-observed.md#chosen-method, docs/aws/rest-api-observed.md#gateway-response-types: a path or method without a resource
  // is refused as if a token were missing.
  status: { noRoute: 403, functionFailed: 502 },
  without: {},
};

const HTTP_API: KindOfFrontEnd = {
  name: 'an HTTP API',
  apiType: 'http',
  start(setup) {
    const routes = setup.routes.map((name) => ({
      routeKey: pathRoute(name),
      authorization: authorizationOf(setup),
      integration: lambda({ lambda: { functionName: name } }),
      ...(setup.throttles?.[name] && { throttle: setup.throttles[name] }),
    }));
    const api = httpApi({ ...common('http', setup), routes });
    const services = house(api, functionsOf(setup));
    return overRequests(compileHttpApi(api, services), services);
  },
  routeKey: pathRoute,
  // docs/aws/http-api.md#choosing-the-route, docs/aws/http-api.md#errors.
  status: { noRoute: 404, functionFailed: 500 },
  without: {},
};

const WEBSOCKET_API: KindOfFrontEnd = {
  name: 'a WebSocket API',
  apiType: 'websocket',
  start(setup) {
    const routes = setup.routes.map((name) => [
      messageRoute(name),
      {
        integration: proxyTo(name),
        ...(setup.throttles?.[name] && { throttle: setup.throttles[name] }),
      },
    ]);
    // Messages are what the rules are about; the handshakes before them shall not run into limits.
    const $connect = { authorization: authorizationOf(setup), throttle: { rate: 1000, burst: 1000 } };
    const api = sampleApi({ ...Object.fromEntries(routes), $connect }, common('websocket', setup));
    const services = house(api, functionsOf(setup));
    return overMessages(compileWebSocketApi(api, services), services);
  },
  routeKey: messageRoute,
  // docs/aws/websocket-api.md#choosing-a-route, docs/aws/websocket-api.md#valid-proxy-responses.
  status: { noRoute: 403, functionFailed: 502 },
  without: {
    authorizerCache:
      'the authorizer of $connect is asked for every connection (docs/aws/websocket-api.md#what-protects-what)',
    throttleAfterAuthorizer: 'a handshake passes the throttle first (docs/aws/websocket-api.md#throttling)',
  },
};

export const kinds: readonly KindOfFrontEnd[] = [REST_API, HTTP_API, WEBSOCKET_API];

function pathRoute(name: string): string {
  return name === 'everything-else' ? 'ANY /{proxy+}' : `GET /${name}`;
}

function messageRoute(name: string): string {
  return name === 'everything-else' ? '$default' : name;
}

function authorizationOf({ authorizerTtl }: Setup): RouteAuthorization {
  return authorizerTtl === undefined ? { type: 'NONE' } : CUSTOM;
}

function common(kind: ApiType, { authorizerTtl: ttl, stageThrottle: throttle }: Setup) {
  return {
    name: 'shop',
    stage: { name: 'dev', variables: {}, deploymentId: 'dep123', ...(throttle && { throttle }) },
    authorizers: ttl === undefined ? {} : { session: requestAuthorizer(kind, { ttl, payloadFormatVersion: '1.0' }) },
  };
}

function functionsOf({ routes, functions }: Setup): Functions {
  return { ...Object.fromEntries(routes.map((name) => [name, () => ({ statusCode: 200 })])), ...functions };
}

function ticketHeader(ticket: string | undefined): HeaderList {
  return ticket === undefined ? [] : [['Ticket', ticket]];
}

function overRequests(frontEnd: FrontEnd, services: House): FrontEndUnderTest {
  return {
    ...observed(services),
    async ask(name, ticket) {
      const exchange = nextExchange(services, () => true);
      await frontEnd.handle({
        method: 'GET',
        rawPath: `/dev/${name}`,
        rawQuery: '',
        headers: [['Host', 'localhost:3000'], ...ticketHeader(ticket)],
        body: null,
        sourceIp: '203.0.113.9',
      });
      return exchange;
    },
  };
}

/** Every question opens a connection of its own, as the authorizer is asked by handshakes; a refused one is the answer. */
function overMessages(frontEnd: ReturnType<typeof compileWebSocketApi>, services: House): FrontEndUnderTest {
  return {
    ...observed(services),
    async ask(name, ticket) {
      const refused = nextExchange(services, ({ method: event }) => event === 'CONNECT');
      const headers = [...handshakeHeaders, ...ticketHeader(ticket)];
      const handshake = await frontEnd.connect(upgradeRequest({ headers }));
      if (!handshake.accepted) return refused;
      const { connection } = handshake;
      frontEnd.opened(connection, { sendText() {}, close() {}, bufferedBytes: () => 0, holdBack() {} });
      const answered = nextExchange(
        services,
        ({ method: event, path }) => event === 'MESSAGE' && path === connection.id,
      );
      frontEnd.message(connection, { text: JSON.stringify({ action: name }) });
      return answered;
    },
  };
}

function observed({ clock, lambda: fake, journal }: House): Omit<FrontEndUnderTest, 'ask'> {
  return {
    clock,
    ran: () => fake.calls.map(({ functionName }) => functionName),
    exchanges: () => journal.list(),
  };
}
