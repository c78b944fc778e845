import type { Api } from '../../model/definition/api.ts';
import type { Model } from '../../model/definition/model.ts';
import { authorizerName } from '../../observability/record/decisions.ts';
import { exchangeRecord } from '../../observability/record/exchange-record.ts';
import { type RouteDefinition, routesOf } from '../../observability/record/route-of.ts';
import type { Session } from '../../observability/session/session.ts';
import { type Endpoint, Refused, textMember } from '../endpoint.ts';
import { emptyRequest, readRequest } from '../replay.ts';
import type { ConsoleServices } from '../services.ts';

const MAX_TEXT = 256 * 1024;

export const apiEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/_gw/state',
    summary: 'What is served, the last reload, and counts: what every view of the page shows',
    answers: {
      apis: 'name, type, stage, url',
      reload: 'the last reload, if there was one',
      counts: 'exchanges, connections, functions, problems, drills',
    },
    handle: (_call, services) => stateOf(services),
  },
  {
    method: 'GET',
    path: '/_gw/apis',
    summary: 'Every API with its routes, authorizers and models',
    answers: { apis: 'list' },
    handle: (_call, services) => ({ apis: services.apis().map(({ name, url }) => described(name, url, services)) }),
  },
  {
    method: 'GET',
    path: '/_gw/apis/{name}/openapi',
    summary: 'An HTTP or REST API as an OpenAPI document',
    answers: { openapi: 'and all members of the document' },
    async handle({ variables }, services) {
      const document = await services.openApi(variables['name'] ?? '');
      if (document === undefined) throw new Refused(404, `There is no HTTP or REST API "${variables['name']}".`);
      return document;
    },
  },
  {
    method: 'GET',
    path: '/_gw/processes',
    summary: 'The local services of processes: with their state: starting, running or ended',
    answers: { processes: 'name, command, ready, state, how' },
    handle: (_call, services) => ({ processes: services.processes() }),
  },
  {
    method: 'POST',
    path: '/_gw/send',
    summary: 'Send a request to an API',
    body: {
      api: 'name of the API',
      method: 'HTTP method; GET unless given',
      path: 'path with its stage',
      query: 'what follows the question mark',
      headers: 'list of [name, value]',
      body: 'text',
    },
    answers: { exchange: 'the exchange, whole' },
    async handle({ body }, services) {
      const api = textMember(body, 'api');
      const served = services.apis().find(({ name, type }) => name === api && type !== 'websocket');
      if (served === undefined) throw new Refused(404, `There is no HTTP or REST API "${api}".`);
      textMember(body, 'path');
      const request = readRequest(body, emptyRequest(new URL(served.url).host));
      return { exchange: exchangeRecord(await services.send(api, request), services.sources, MAX_TEXT) };
    },
  },
];

/** What every view shows of the emulator. */
export function stateOf(services: ConsoleServices): object {
  const { journal, sockets } = services;
  const problems = services.problems();
  return {
    version: services.version,
    startedAt: services.startedAt,
    region: services.model().region,
    root: services.model().root,
    apis: services
      .apis()
      .map((api) => ({ ...api, id: services.model().apis.find(({ name }) => name === api.name)?.id })),
    functionUrls: services.functionUrls(),
    reload: services.lastReload() ?? null,
    counts: {
      exchanges: journal.total,
      connections: sockets.list().length,
      functions: Object.keys(services.model().functions).length,
      problems: problems.filter(({ severity }) => severity !== 'info').length,
      errors: problems.filter(({ severity }) => severity === 'error').length,
      drills: services.faults.list().length,
    },
  };
}

function described(name: string, url: string, services: ConsoleServices): object {
  const model = services.model();
  const api = model.apis.find((candidate) => candidate.name === name);
  if (api === undefined) return { name, url, routes: [] };
  return {
    name,
    id: api.id,
    type: api.type,
    stage: api.stage.name,
    securityPolicy: api.securityPolicy,
    url,
    position: api.declaredAt,
    source: sourceOf(api, model),
    variables: api.stage.variables,
    routes: routesOf(api).map((route) => describedRoute(route, api, services.session)),
    authorizers: Object.values(api.authorizers).map(({ name: authorizer, type, declaredAt }) => ({
      name: authorizer,
      type,
      position: declaredAt,
    })),
    models: api.type === 'http' ? {} : api.models,
  };
}

function sourceOf(api: Api, { files, root }: Model): string {
  return api.declaredAt?.file ?? files[0]?.replace(`${root}/`, '') ?? 'an object in code';
}

function describedRoute(route: RouteDefinition, api: Api, session: Session): object {
  const { routeKey, integration, authorization, apiKeyRequired, declaredAt, validates, requestModels } = route;
  const traffic = session.apis.get(api.name)?.routes.get(routeKey);
  // CloudWatch has no latency of WebSocket APIs; what their integrations took says the same.
  const latency = (api.type === 'websocket' ? traffic?.integrationLatency : traffic?.latency)?.total().read();
  const failures = traffic && [
    traffic.clientErrors,
    traffic.serverErrors,
    traffic.integrationErrors,
    traffic.executionErrors,
  ];
  return {
    routeKey,
    target: targetOf(integration),
    integration: integration?.type,
    authorizer: authorizerName(authorization),
    scopes: 'scopes' in authorization ? authorization.scopes : [],
    apiKeyRequired,
    validates,
    requestModels,
    requestParameters: integration?.requestParameters ?? {},
    requestTemplates: integration?.requestTemplates ?? {},
    responseTemplates: Object.fromEntries(
      (integration?.responses ?? []).map(({ statusCode, responseTemplates }) => [statusCode, responseTemplates]),
    ),
    position: declaredAt,
    count: traffic?.count ?? 0,
    errors: (failures ?? []).reduce((sum, series) => sum + series.total().sum, 0),
    latency:
      latency === undefined || latency.sampleCount === 0
        ? null
        : { p50: latency.p50, p90: latency.p90, p99: latency.p99 },
  };
}

function targetOf(integration: RouteDefinition['integration']): string {
  if (integration === undefined) return '';
  return integration.lambda?.functionName ?? integration.integrationSubtype ?? integration.uri ?? integration.type;
}
