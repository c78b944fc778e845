import { serviceTargetOf } from '../../../../model/lambda/arn.ts';
import { integrationDefaults } from '../../../../model/definition/integration-defaults.ts';
import type { Integration, IntegrationResponse } from '../../../../model/definition/integration.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';
import { declaredAt } from '../declared-at.ts';
import { checkMappings, checkPattern, checkTemplates } from '../settings/texts.ts';

type Record = AwsResource<'AWS::ApiGatewayV2::Integration'>;

/** An integration of an HTTP or WebSocket API. */
export function buildIntegration(record: Record, kind: 'http' | 'websocket', context: BuildContext): Integration {
  const type = record.integrationType ?? 'AWS_PROXY';
  const target = targetOf(record, type, context);
  const { integrationUri: uri, integrationMethod, integrationSubtype, timeoutInMillis, connectionId } = record;
  checkTexts(record, kind, context);
  return {
    ...integrationDefaults(kind),
    type,
    ...target,
    ...(integrationSubtype !== undefined && { integrationSubtype }),
    ...(uri !== undefined && { uri }),
    ...(integrationMethod !== undefined && { httpMethod: integrationMethod.toUpperCase() }),
    ...payloadFormat(record, kind, target.lambda !== undefined),
    ...(timeoutInMillis !== undefined && { timeoutInMillis }),
    ...(record.connectionType && { connectionType: record.connectionType }),
    ...(connectionId !== undefined && { connectionId }),
    ...(record.credentialsArn !== undefined && { credentials: record.credentialsArn }),
    requestParameters: record.requestParameters ?? {},
    requestTemplates: record.requestTemplates ?? {},
    ...(record.templateSelectionExpression !== undefined && {
      templateSelectionExpression: record.templateSelectionExpression,
    }),
    passthroughBehavior: record.passthroughBehavior ?? 'WHEN_NO_MATCH',
    ...(record.contentHandlingStrategy && { contentHandling: record.contentHandlingStrategy }),
    responses: kind === 'websocket' ? responsesOf(record, context) : [],
    responseParameters: kind === 'http' ? responseParametersOf(record) : {},
    ...(record.tlsConfig && { tlsConfig: record.tlsConfig }),
    ...declaredAt(record),
  };
}

/** 1.0 where an HTTP API's integration does not say; WebSocket APIs know nothing else. */
function payloadFormat(
  { payloadFormatVersion }: Record,
  kind: 'http' | 'websocket',
  isLambda: boolean,
): Pick<Integration, 'payloadFormatVersion'> {
  if (!isLambda) return {};
  return { payloadFormatVersion: kind === 'http' && payloadFormatVersion?.startsWith('2') === true ? '2.0' : '1.0' };
}

function targetOf(
  record: Record,
  type: Integration['type'],
  context: BuildContext,
): Pick<Integration, 'lambda' | 'service'> {
  const { integrationUri: uri, integrationSubtype } = record;
  if ((type !== 'AWS' && type !== 'AWS_PROXY') || integrationSubtype !== undefined) return {};
  const service = uri === undefined || type === 'AWS_PROXY' ? undefined : serviceTargetOf(uri);
  if (service !== undefined) return { service };
  const lambda = uri === undefined ? undefined : context.functions.target(uri);
  if (lambda !== undefined) return { lambda };
  const found = uri === undefined ? 'there is none' : `found "${uri}"`;
  context.problems.warning(
    `the IntegrationUri of "${record.id}" names no function: ${found}`,
    record.at(['integrationUri']),
    'Wanted the ARN of a function.',
  );
  return {};
}

function responsesOf({ id }: Record, context: BuildContext): IntegrationResponse[] {
  return context.records
    .all('AWS::ApiGatewayV2::IntegrationResponse')
    .filter(({ integration }) => integration === id)
    .map((record) => {
      const { integrationResponseKey: key = '$default', contentHandlingStrategy, templateSelectionExpression } = record;
      const pattern = key === '$default' ? undefined : key.replace(/^\/(.*)\/$/s, '$1');
      checkPattern(pattern, record, ['integrationResponseKey'], context);
      checkTemplates(record.responseTemplates, record, ['responseTemplates'], context);
      return {
        ...(pattern !== undefined && { selectionPattern: pattern }),
        statusCode: '200',
        responseParameters: record.responseParameters ?? {},
        responseTemplates: record.responseTemplates ?? {},
        ...(contentHandlingStrategy && { contentHandling: contentHandlingStrategy }),
        ...(templateSelectionExpression !== undefined && { templateSelectionExpression }),
      };
    });
}

/** CloudFormation writes `{ "404": { ResponseParameters: [{ Destination, Source }] } }`, the API and Terraform a map of destinations. */
function responseParametersOf({ responseParameters }: Record): Integration['responseParameters'] {
  const byStatus: { [status: string]: { [destination: string]: string } } = {};
  for (const [status, written] of Object.entries(responseParameters ?? {})) {
    if (typeof written !== 'object' || written === null) continue;
    const list: unknown = (written as { readonly ResponseParameters?: unknown }).ResponseParameters;
    byStatus[status] = Array.isArray(list) ? fromList(list) : (written as { [destination: string]: string });
  }
  return byStatus;
}

function fromList(list: readonly unknown[]): { [destination: string]: string } {
  const parameters: { [destination: string]: string } = {};
  for (const one of list) {
    const { Destination: destination, Source: source } = one as {
      readonly Destination?: unknown;
      readonly Source?: unknown;
    };
    if (typeof destination === 'string') parameters[destination] = String(source);
  }
  return parameters;
}

function checkTexts(record: Record, kind: 'http' | 'websocket', context: BuildContext): void {
  checkTemplates(record.requestTemplates, record, ['requestTemplates'], context);
  if (kind === 'websocket') {
    checkMappings(record.requestParameters, 'websocket-request', record, ['requestParameters'], context);
    return;
  }
  // A service action's parameters have names of their own, but their values are expressions too.
  checkMappings(record.requestParameters, 'http-request', record, ['requestParameters'], context);
}
