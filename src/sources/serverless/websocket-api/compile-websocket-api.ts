import type { TemplateValue } from '../../template/template.ts';
import { WEBSOCKET_API, websocketIntegrationId, websocketRouteId } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import { getAtt, type Given, invocationUri, members, ref } from '../service/resources.ts';
import { type Service, type ServiceFunction, targetArn } from '../service/service.ts';
import { sharedApi } from '../service/shared-api.ts';
import { INSTANCE_ID } from '../variables/sources/sls.ts';
import { compileAuthorizer } from './authorizer.ts';

/** A `websocket` event as it was written. */
export interface WebsocketEvent {
  readonly fn: ServiceFunction;
  readonly part: Part;
  readonly route: string;
}

const LOG_GROUP = 'WebsocketsLogGroup';

const DEFAULT_FORMAT = [
  '$context.identity.sourceIp',
  '$context.identity.caller',
  '$context.identity.user',
  '[$context.requestTime]',
  '"$context.eventType $context.routeKey $context.connectionId"',
  '$context.requestId',
].join(' ');

/** Reads `websocket: $connect` or `websocket: { route, authorizer, … }`; `undefined`, and a problem, when it is neither. */
export function readWebsocketEvent(fn: ServiceFunction, part: Part): WebsocketEvent | undefined {
  if (typeof part.value === 'string') return { fn, part, route: part.value };
  if (!part.isMapOrMissing('a route key, or a map with route')) return undefined;
  const route = part.get('route').text();
  if (route !== undefined) return { fn, part, route };
  if (!part.get('route').isUnresolved)
    part.keyError(`${part.name} needs route:`, 'Write $connect, $default or a name.');
  return undefined;
}

/** The WebSocket API that the `websocket` events of all functions make. */
export function compileWebsocketApi(service: Service, events: readonly WebsocketEvent[]): void {
  const [first] = events;
  if (first === undefined) return;
  const shared = sharedApi(service, service.provider.get('apiGateway').get('websocketApiId'));
  const apiId = shared ?? ref(WEBSOCKET_API);
  if (shared === undefined) addApi(service, first.part);
  for (const event of events) addRoute(service, event, apiId);
  addStage(service, first.part, apiId);
}

function addApi({ provider, name, stage, resources }: Service, at: Part): void {
  const apiName = provider.get('websocketsApiName');
  const selection = provider.get('websocketsApiRouteSelectionExpression');
  resources.add(
    WEBSOCKET_API,
    'AWS::ApiGatewayV2::Api',
    {
      Name: apiName.exists ? apiName : `${stage}-${name}-websockets`,
      RouteSelectionExpression: selection.exists ? selection : '$request.body.action',
      Description: descriptionOf(provider),
      ProtocolType: 'WEBSOCKET',
    },
    at,
  );
}

function descriptionOf(provider: Part): Given {
  const written = provider.get('websocketsDescription');
  return written.exists ? written : 'Serverless Websockets';
}

function addRoute(service: Service, { fn, part, route }: WebsocketEvent, apiId: TemplateValue): void {
  const { resources } = service;
  const integration = websocketIntegrationId(fn.key);
  const uri = invocationUri(targetArn(fn));
  const properties = { ApiId: apiId, IntegrationType: 'AWS_PROXY', IntegrationUri: uri };
  if (!resources.has(integration)) resources.add(integration, 'AWS::ApiGatewayV2::Integration', properties, part);
  const id = websocketRouteId(route);
  const selection = part.get('routeResponseSelectionExpression');
  resources.add(
    id,
    'AWS::ApiGatewayV2::Route',
    {
      ApiId: apiId,
      RouteKey: route,
      Target: { 'Fn::Join': ['/', ['integrations', ref(integration)]] },
      RouteResponseSelectionExpression: selection,
      AuthorizationType: 'NONE',
      ...compileAuthorizer(service, part.get('authorizer'), apiId),
    },
    part,
  );
  if (!selection.exists) return;
  const response = { ApiId: apiId, RouteId: ref(id), RouteResponseKey: '$default' };
  resources.add(`${id}Response`, 'AWS::ApiGatewayV2::RouteResponse', response, selection);
}

function addStage({ provider, name, stage, resources }: Service, at: Part, apiId: TemplateValue): void {
  const deployment = `WebsocketsDeployment${INSTANCE_ID}`;
  resources.add(deployment, 'AWS::ApiGatewayV2::Deployment', { ApiId: apiId }, at);
  const logs = provider.get('logs').get('websocket');
  const hasLogs = logs.exists && logs.value !== false;
  const hasAccessLog = hasLogs && logs.get('accessLogging').value !== false;
  if (hasAccessLog)
    resources.add(LOG_GROUP, 'AWS::Logs::LogGroup', { LogGroupName: `/aws/websocket/${name}-${stage}` }, logs);
  const format = logs.get('format').exists ? logs.get('format') : DEFAULT_FORMAT;
  const level = logs.get('executionLogging').value === false ? 'OFF' : (logs.get('level').text() ?? 'INFO');
  resources.add(
    'WebsocketsDeploymentStage',
    'AWS::ApiGatewayV2::Stage',
    {
      ApiId: apiId,
      StageName: stage,
      Description: descriptionOf(provider),
      DeploymentId: ref(deployment),
      DefaultRouteSettings: hasLogs
        ? { DataTraceEnabled: logs.get('fullExecutionData').value !== false, LoggingLevel: level }
        : undefined,
      AccessLogSettings: hasAccessLog
        ? members({ DestinationArn: getAtt(LOG_GROUP, 'Arn'), Format: format }, logs)
        : undefined,
    },
    at,
  );
}
