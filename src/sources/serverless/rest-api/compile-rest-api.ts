import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { methodId, REST_API } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import { getAtt, type Given, members, ref } from '../service/resources.ts';
import type { Service } from '../service/service.ts';
import { sharedApi } from '../service/shared-api.ts';
import { compileAuthorizer } from './authorizer.ts';
import { preflight, readCors, type RestCors, united } from './cors.ts';
import type { HttpEvent } from './http-event.ts';
import { compileIntegration } from './integration.ts';
import { compileKeysAndPlans } from './keys-and-plans.ts';
import { compileRequest } from './models.ts';
import { compilePaths } from './paths.ts';
import { methodResponses } from './responses.ts';
import { compileStage } from './stage.ts';

/** The REST API that the `http` events of all functions make. */
export function compileRestApi(service: Service, events: readonly HttpEvent[]): void {
  const [first] = events;
  if (first === undefined) return;
  const settings = service.provider.get('apiGateway');
  const shared = sharedApi(service, settings.get('restApiId'));
  const restApiId = shared ?? ref(REST_API);
  if (shared === undefined) addRestApi(service, first.part);
  const root = settings.get('restApiRootResourceId');
  const rootId =
    shared !== undefined && root.exists ? (root.value as TemplateValue) : getAtt(idOf(restApiId), 'RootResourceId');
  const reference = compilePaths(service, events, restApiId, rootId);
  compileMethods(service, events, restApiId, reference);
  compileStage(service, first.part, restApiId);
  compileKeysAndPlans(service, restApiId);
}

function idOf(restApiId: TemplateValue): string {
  const name = (restApiId as TemplateMap)['Ref'];
  return typeof name === 'string' ? name : REST_API;
}

function addRestApi(service: Service, at: Part): void {
  const { provider, name, stage, resources } = service;
  const settings = provider.get('apiGateway');
  const policy = settings.get('resourcePolicy').exists
    ? settings.get('resourcePolicy')
    : provider.get('resourcePolicy');
  const isServiceFirst = settings.get('shouldStartNameWithService').value === true;
  const apiName = provider.get('apiName');
  const endpoint = provider.get('endpointType').text()?.toUpperCase() ?? 'EDGE';
  resources.add(
    REST_API,
    'AWS::ApiGateway::RestApi',
    {
      Name: apiName.exists ? apiName : isServiceFirst ? `${name}-${stage}` : `${stage}-${name}`,
      Description: settings.get('description'),
      BinaryMediaTypes: settings.get('binaryMediaTypes'),
      DisableExecuteApiEndpoint: settings.get('disableDefaultEndpoint'),
      EndpointConfiguration: members({ Types: [endpoint], VpcEndpointIds: provider.get('vpcEndpointIds') }, provider),
      Policy:
        policy.exists && hasMembers(policy) ? members({ Version: '2012-10-17', Statement: policy }, policy) : undefined,
      ApiKeySourceType: settings.get('apiKeySourceType').text()?.toUpperCase(),
      MinimumCompressionSize: settings.get('minimumCompressionSize'),
    },
    at,
  );
}

function hasMembers(part: Part): boolean {
  return part.items.length + part.keys.length > 0;
}

function compileMethods(
  service: Service,
  events: readonly HttpEvent[],
  restApiId: TemplateValue,
  reference: (path: string) => TemplateValue,
): void {
  const preflights = new Map<string, { readonly cors: RestCors; readonly part: Part }>();
  const declared = new Map<string, HttpEvent>();
  for (const event of events) {
    const cors = readCors(event.part.get('cors'), event.method);
    if (cors !== undefined) {
      const before = preflights.get(event.path)?.cors;
      preflights.set(event.path, { cors: united(cors, before), part: event.part.get('cors') });
    }
  }
  // Before the methods, so that an OPTIONS event of the path replaces its preflight, as in the framework.
  for (const [path, { cors, part }] of preflights) {
    const place = { ResourceId: reference(path), RestApiId: restApiId };
    service.resources.add(methodId(path, 'options'), 'AWS::ApiGateway::Method', { ...preflight(cors), ...place }, part);
  }
  for (const event of events) {
    const id = methodId(event.path, event.method);
    const earlier = declared.get(id);
    if (earlier !== undefined && earlier.fn !== event.fn) {
      const path = `${event.method} /${event.path}`;
      event.part.warning(
        `${path} is an event of ${earlier.fn.key} too; the framework deploys the last one, ${event.fn.key}`,
      );
    }
    declared.set(id, event);
    const properties = methodProperties(service, event, restApiId);
    if (properties === undefined) continue;
    const place = { ResourceId: reference(event.path), RestApiId: restApiId };
    service.resources.add(id, 'AWS::ApiGateway::Method', { ...properties, ...place }, event.part);
  }
}

function methodProperties(
  service: Service,
  event: HttpEvent,
  restApiId: TemplateValue,
): Record<string, Given> | undefined {
  const authorization = compileAuthorizer(service, event, restApiId);
  const cors = readCors(event.part.get('cors'), event.method);
  const integration = compileIntegration(service, event, cors, authorization.claims);
  if (integration === undefined) return undefined;
  return {
    HttpMethod: event.method,
    OperationName: event.part.get('operationId'),
    ApiKeyRequired: event.part.get('private').value === true,
    ...compileRequest(service, event, restApiId),
    ...authorization.properties,
    Integration: integration,
    MethodResponses: methodResponses(event, cors),
  };
}
