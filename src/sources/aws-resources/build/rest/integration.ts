import { serviceTargetOf } from '../../../../model/lambda/arn.ts';
import { integrationDefaults } from '../../../../model/definition/integration-defaults.ts';
import type { Integration, IntegrationResponse } from '../../../../model/definition/integration.ts';
import type { AwsResource } from '../../resources.ts';
import { declaredAt } from '../declared-at.ts';
import type { BuildContext } from '../context.ts';
import { checkMappings, checkPattern, checkTemplates } from '../settings/texts.ts';

type MethodRecord = AwsResource<'AWS::ApiGateway::Method'>;
type Written = NonNullable<MethodRecord['integration']>;

/** Where a method goes. A method without an integration answers as AWS's do: it cannot be deployed, so it is a problem. */
export function buildRestIntegration(method: MethodRecord, context: BuildContext): Integration | undefined {
  const written = method.integration;
  if (written?.type === undefined) {
    context.problems.warning(
      written === undefined ? 'this method has no Integration' : 'this Integration has no Type',
      method.at(written === undefined ? [] : ['integration']),
      'AWS refuses to deploy the API without it; the method is skipped.',
    );
    return undefined;
  }
  checkTexts(method, written, context);
  const { uri, integrationHttpMethod, integrationTarget, timeoutInMillis } = written;
  return {
    ...integrationDefaults('rest'),
    type: written.type,
    ...targetOf(written, method, context),
    ...(uri !== undefined && { uri }),
    ...(integrationHttpMethod !== undefined && { httpMethod: integrationHttpMethod.toUpperCase() }),
    ...(written.type === 'AWS_PROXY' && { payloadFormatVersion: '1.0' as const }),
    ...(timeoutInMillis !== undefined && { timeoutInMillis }),
    ...(written.connectionType && { connectionType: written.connectionType }),
    ...connectionOf(written.connectionId, integrationTarget),
    ...(written.credentials !== undefined && { credentials: written.credentials }),
    requestParameters: written.requestParameters ?? {},
    requestTemplates: written.requestTemplates ?? {},
    passthroughBehavior: written.passthroughBehavior ?? 'WHEN_NO_MATCH',
    ...(written.contentHandling && { contentHandling: written.contentHandling }),
    ...(written.cacheNamespace !== undefined && { cacheNamespace: written.cacheNamespace }),
    cacheKeyParameters: written.cacheKeyParameters ?? [],
    responses: (written.integrationResponses ?? []).map(responseOf),
    ...(written.tlsConfig && { tlsConfig: written.tlsConfig }),
    responseTransferMode: written.responseTransferMode ?? 'BUFFERED',
    ...declaredAt({ declaredAt: method.at(['integration'], 'key') ?? method.declaredAt }),
  };
}

/** A load balancer behind a VPC link says where calls go better than the link does. */
function connectionOf(
  connectionId: string | undefined,
  integrationTarget: string | undefined,
): Pick<Integration, 'connectionId' | 'integrationTarget'> {
  return {
    ...(connectionId !== undefined && { connectionId }),
    ...(integrationTarget !== undefined && { integrationTarget }),
  };
}

function targetOf(
  { type, uri }: Written,
  method: MethodRecord,
  context: BuildContext,
): Pick<Integration, 'lambda' | 'service'> {
  if (uri === undefined || (type !== 'AWS' && type !== 'AWS_PROXY')) return {};
  const service = type === 'AWS' ? serviceTargetOf(uri) : undefined;
  if (service !== undefined) return { service };
  const lambda = context.functions.target(uri);
  if (lambda !== undefined) return { lambda };
  context.problems.warning(
    `the Uri names neither a function nor an AWS service: "${uri}"`,
    method.at(['integration', 'uri']),
    'Wanted arn:aws:apigateway:REGION:lambda:path/2015-03-31/functions/FUNCTION-ARN/invocations.',
  );
  return {};
}

function responseOf(response: NonNullable<Written['integrationResponses']>[number]): IntegrationResponse {
  const { selectionPattern, contentHandling } = response;
  return {
    ...(selectionPattern !== undefined && selectionPattern !== '' && { selectionPattern }),
    statusCode: response.statusCode ?? '200',
    responseParameters: response.responseParameters ?? {},
    responseTemplates: response.responseTemplates ?? {},
    ...(contentHandling && { contentHandling }),
  };
}

function checkTexts(method: MethodRecord, written: Written, context: BuildContext): void {
  checkTemplates(written.requestTemplates, method, ['integration', 'requestTemplates'], context);
  checkMappings(written.requestParameters, 'rest-request', method, ['integration', 'requestParameters'], context);
  for (const [index, response] of (written.integrationResponses ?? []).entries()) {
    const path = ['integration', 'integrationResponses', index] as const;
    checkPattern(response.selectionPattern, method, [...path, 'selectionPattern'], context);
    checkTemplates(response.responseTemplates, method, [...path, 'responseTemplates'], context);
    checkMappings(response.responseParameters, 'rest-response', method, [...path, 'responseParameters'], context);
  }
}
