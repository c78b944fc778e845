import { INTEGRATION_TIMEOUT_MS } from '../../../model/definition/limits.ts';
import type { TemplateValue } from '../../template/template.ts';
import { HTTP_API, httpIntegrationId, httpRouteId } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import { getAtt, members, ref } from '../service/resources.ts';
import { type Service, targetArn } from '../service/service.ts';
import { sharedApi } from '../service/shared-api.ts';
import { compileAuthorizers, routeAuthorization } from './authorizers.ts';
import { compileCors } from './cors.ts';
import type { HttpApiEvent } from './http-api-event.ts';

const LOG_GROUP = 'HttpApiLogGroup';

/** What `provider.logs.httpApi: true` logs. */
const DEFAULT_FORMAT = JSON.stringify({
  requestId: '$context.requestId',
  ip: '$context.identity.sourceIp',
  requestTime: '$context.requestTime',
  httpMethod: '$context.httpMethod',
  routeKey: '$context.routeKey',
  status: '$context.status',
  protocol: '$context.protocol',
  responseLength: '$context.responseLength',
});

/** The HTTP API that the `httpApi` events of all functions make. */
export function compileHttpApi(service: Service, events: readonly HttpApiEvent[]): void {
  const [first] = events;
  if (first === undefined) return;
  const settings = service.provider.get('httpApi');
  const shared = sharedApi(service, settings.get('id'));
  const apiId = shared ?? ref(HTTP_API);
  if (shared === undefined) addApi(service, settings, events, first.part);
  const authorizers = compileAuthorizers(service, apiId);
  const declared = new Map<string, HttpApiEvent>();
  for (const event of events) {
    const earlier = declared.get(event.routeKey);
    if (earlier !== undefined && event.routeKey !== '$default') {
      event.part.error(`${event.routeKey} is an event of ${event.fn.key}, and of ${earlier.fn.key} already`);
    }
    declared.set(event.routeKey, event);
    addRoute(service, event, apiId, authorizers);
  }
}

function addApi(service: Service, settings: Part, events: readonly HttpApiEvent[], at: Part): void {
  const { name, stage, provider, resources } = service;
  const isServiceFirst = settings.get('shouldStartNameWithService').value === true;
  const apiName = settings.get('name');
  resources.add(
    HTTP_API,
    'AWS::ApiGatewayV2::Api',
    {
      Name: apiName.exists ? apiName : isServiceFirst ? `${name}-${stage}` : `${stage}-${name}`,
      Description: settings.get('description'),
      ProtocolType: 'HTTP',
      DisableExecuteApiEndpoint: settings.get('disableDefaultEndpoint'),
      CorsConfiguration: compileCors(settings.get('cors'), events),
    },
    at,
  );
  const logs = provider.get('logs').get('httpApi');
  const hasLogs = logs.exists && logs.value !== false;
  if (hasLogs)
    resources.add(LOG_GROUP, 'AWS::Logs::LogGroup', { LogGroupName: `/aws/http-api/${name}-${stage}` }, logs);
  const format = logs.get('format').exists ? logs.get('format') : DEFAULT_FORMAT;
  resources.add(
    'HttpApiStage',
    'AWS::ApiGatewayV2::Stage',
    {
      ApiId: ref(HTTP_API),
      StageName: '$default',
      AutoDeploy: true,
      AccessLogSettings: hasLogs
        ? members({ DestinationArn: getAtt(LOG_GROUP, 'Arn'), Format: format }, logs)
        : undefined,
    },
    at,
  );
}

function addRoute(
  service: Service,
  event: HttpApiEvent,
  apiId: TemplateValue,
  authorizers: ReturnType<typeof compileAuthorizers>,
): void {
  const { fn, part, routeKey } = event;
  const { resources } = service;
  const integration = httpIntegrationId(fn.key);
  if (!resources.has(integration)) addIntegration(service, event, apiId, integration);
  resources.add(
    httpRouteId(routeKey),
    'AWS::ApiGatewayV2::Route',
    {
      ApiId: apiId,
      RouteKey: routeKey,
      Target: { 'Fn::Join': ['/', ['integrations', ref(integration)]] },
      ...routeAuthorization(service, apiId, part.get('authorizer'), authorizers),
    },
    part,
  );
}

/** One for all routes of a function. */
function addIntegration(service: Service, { fn, part }: HttpApiEvent, apiId: TemplateValue, id: string): void {
  const own = fn.part.get('httpApi').get('payload');
  const common = service.provider.get('httpApi').get('payload');
  service.resources.add(
    id,
    'AWS::ApiGatewayV2::Integration',
    {
      ApiId: apiId,
      IntegrationType: 'AWS_PROXY',
      IntegrationUri: targetArn(fn),
      PayloadFormatVersion: own.text() ?? common.text() ?? '2.0',
      // The framework gives every integration API Gateway's longest timeout, whatever the function's is.
      TimeoutInMillis: INTEGRATION_TIMEOUT_MS.http,
    },
    part,
  );
}
