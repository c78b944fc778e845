import type { TemplateValue } from '../../template/template.ts';
import type { Part } from '../service/part.ts';
import { getAtt, members, ref } from '../service/resources.ts';
import type { Service } from '../service/service.ts';
import { INSTANCE_ID } from '../variables/sources/sls.ts';

const LOG_GROUP = 'ApiGatewayLogGroup';

/** What the framework logs of a request unless `provider.logs.restApi.format` says otherwise: its `update-stage.js`. */
const DEFAULT_FORMAT = [
  'requestId: $context.requestId',
  'ip: $context.identity.sourceIp',
  'caller: $context.identity.caller',
  'user: $context.identity.user',
  'requestTime: $context.requestTime',
  'httpMethod: $context.httpMethod',
  'resourcePath: $context.resourcePath',
  'status: $context.status',
  'protocol: $context.protocol',
  'responseLength: $context.responseLength',
].join(', ');

/**
 * The deployment, which names the stage. For logs and tracing the framework changes the stage after the deployment; here it becomes a
 * resource of its own.
 */
export function compileStage(service: Service, at: Part, restApiId: TemplateValue): void {
  const { provider, resources } = service;
  const written = provider.get('apiGateway').get('stage');
  const stage = written.exists ? written : service.stage;
  const logs = provider.get('logs').get('restApi');
  const isTraced = provider.get('tracing').get('apiGateway').value === true;
  const hasLogs = logs.exists && logs.value !== false;
  const deployment = `ApiGatewayDeployment${INSTANCE_ID}`;
  const isPlain = !hasLogs && !isTraced;
  const named = isPlain ? { StageName: stage } : {};
  resources.add(deployment, 'AWS::ApiGateway::Deployment', { RestApiId: restApiId, ...named }, at);
  if (isPlain) return;
  const hasAccessLog = hasLogs && logs.get('accessLogging').value !== false;
  if (hasAccessLog) {
    const name = `/aws/api-gateway/${service.name}-${service.stage}`;
    resources.add(LOG_GROUP, 'AWS::Logs::LogGroup', { LogGroupName: name }, logs);
  }
  const format = logs.get('format').exists ? logs.get('format') : DEFAULT_FORMAT;
  resources.add(
    'ApiGatewayStage',
    'AWS::ApiGateway::Stage',
    {
      RestApiId: restApiId,
      DeploymentId: ref(deployment),
      StageName: stage,
      TracingEnabled: isTraced,
      AccessLogSetting: hasAccessLog
        ? members({ DestinationArn: getAtt(LOG_GROUP, 'Arn'), Format: format }, logs)
        : undefined,
      MethodSettings: hasLogs ? [executionLogging(logs)] : undefined,
    },
    at,
  );
}

function executionLogging(logs: Part): TemplateValue {
  const isOff = logs.get('executionLogging').value === false;
  return {
    HttpMethod: '*',
    ResourcePath: '/*',
    LoggingLevel: isOff ? 'OFF' : (logs.get('level').text() ?? 'INFO'),
    DataTraceEnabled: !isOff && logs.get('fullExecutionData').value !== false,
  };
}
