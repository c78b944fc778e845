import type { HttpExchange } from '../call/exchange.ts';
import { textAt } from '../routing/text-map.ts';

type Reader = (exchange: HttpExchange) => string | number | null | undefined;

/**
 * Value of `$context.NAME` as text, for access logs, mappings and identity sources (docs/aws/http-api.md#access-logs); `undefined` where
 * there is none. What is known only after the response was made is read from `sent`, and is missing before.
 */
export function contextValue(exchange: HttpExchange, name: string): string | undefined {
  const reader = Object.hasOwn(VARIABLES, name) ? VARIABLES[name] : undefined;
  const value = reader ? reader(exchange) : authorizerValue(exchange, name);
  return value === undefined || value === null ? undefined : String(value);
}

const VARIABLES: Readonly<Record<string, Reader>> = {
  accountId: ({ deployment }) => deployment.services.accountId,
  apiId: ({ deployment }) => deployment.api.id,
  'authorizer.error': ({ failure }) => (isAuthorizerFailure(failure?.kind) ? failure?.message : undefined),
  'authorizer.principalId': ({ authorization }) => authorization.principalId,
  awsEndpointRequestId: ({ call }) => call.requestId,
  awsEndpointRequestId2: ({ call }) => call.requestId2,
  'customDomain.basePathMatched': ({ foundAddress }) => foundAddress?.basePathMatched,
  dataProcessed: (exchange) => (exchange.sent ? requestBytes(exchange) + exchange.sent.responseLength : undefined),
  domainName: ({ foundAddress }) => foundAddress?.domainName,
  domainPrefix: ({ foundAddress }) => foundAddress?.domainPrefix,
  'error.message': ({ fault }) => fault?.message,
  'error.messageString': ({ fault }) => fault && JSON.stringify(fault.message),
  'error.responseType': ({ fault }) => fault?.responseType,
  extendedRequestId: ({ requestId }) => requestId,
  httpMethod: ({ client }) => client.method,
  'identity.accountId': ({ authorization }) => authorization.iam?.accountId,
  'identity.caller': ({ authorization }) => authorization.iam?.callerId,
  'identity.clientCert.clientCertPem': ({ client }) => client.clientCertificate?.clientCertPem,
  'identity.clientCert.issuerDN': ({ client }) => client.clientCertificate?.issuerDN,
  'identity.clientCert.serialNumber': ({ client }) => client.clientCertificate?.serialNumber,
  'identity.clientCert.subjectDN': ({ client }) => client.clientCertificate?.subjectDN,
  'identity.clientCert.validity.notAfter': ({ client }) => client.clientCertificate?.validity.notAfter,
  'identity.clientCert.validity.notBefore': ({ client }) => client.clientCertificate?.validity.notBefore,
  // Calls signed with Cognito credentials do not exist here, so these have never a value.
  'identity.cognitoAuthenticationProvider': () => undefined,
  'identity.cognitoAuthenticationType': () => undefined,
  'identity.cognitoIdentityId': () => undefined,
  'identity.cognitoIdentityPoolId': () => undefined,
  'identity.principalOrgId': ({ authorization }) => authorization.iam?.principalOrgId,
  'identity.sourceIp': ({ client }) => client.sourceIp,
  'identity.user': ({ authorization }) => authorization.iam?.userId,
  'identity.userAgent': ({ headers }) => headers['user-agent'],
  'identity.userArn': ({ authorization }) => authorization.iam?.userArn,
  'integration.error': integrationError,
  'integration.integrationStatus': ({ call }) => call.serviceStatus,
  'integration.latency': ({ call }) => call.latencyMs,
  'integration.requestId': ({ call }) => call.requestId,
  'integration.status': ({ call, result }) => (call.invocation ? result?.statusCode : call.serviceStatus),
  integrationErrorMessage: integrationError,
  integrationLatency: ({ call }) => call.latencyMs,
  integrationStatus: ({ call }) => call.serviceStatus,
  path: ({ client }) => client.rawPath,
  protocol: () => 'HTTP/1.1',
  requestId: ({ requestId }) => requestId,
  requestTime: ({ deployment, startedAt }) => deployment.requestTime(startedAt),
  requestTimeEpoch: ({ startedAt }) => startedAt,
  responseLatency: ({ sent }) => sent?.durationMs,
  responseLength: ({ sent }) => sent?.responseLength,
  routeKey: ({ route }) => route?.routeKey,
  stage: ({ deployment, foundAddress }) => foundAddress && deployment.api.stage.name,
  status: ({ sent }) => sent?.statusCode,
};

/** `authorizer.claims.{claim}` of a JWT, `authorizer.{key}` of a Lambda authorizer's context; `authorizer.claims` alone is null. */
function authorizerValue({ authorization }: HttpExchange, name: string): string | undefined {
  if (name.startsWith('authorizer.claims.')) {
    return authorization.claims && textAt(authorization.claims, name.slice('authorizer.claims.'.length));
  }
  if (!name.startsWith('authorizer.')) return undefined;
  const key = name.slice('authorizer.'.length);
  const { context } = authorization;
  return context && Object.hasOwn(context, key) ? contextText(context[key]) : undefined;
}

/** Strings as they are, numbers and booleans as text (documented); lists and objects as JSON (unproven). */
function contextText(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const AUTHORIZER_FAILURES: ReadonlySet<string> = new Set([
  'ACCESS_DENIED',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'AUTHORIZER_FAILURE',
  'UNAUTHORIZED',
]);

function isAuthorizerFailure(kind: string | undefined): boolean {
  return kind !== undefined && AUTHORIZER_FAILURES.has(kind);
}

/**
 * What the gateway could not do with the integration, in words; nothing for other failures. A function's own error has AWS's sentence around it
 * (docs/aws/http-api.md#access-logs).
 */
function integrationError({ failure, call }: HttpExchange): string | undefined {
  if (call.functionError !== undefined)
    return `The Lambda function returned the following error: ${call.functionError}. Check your Lambda function code and try again.`;
  return failure && (call.latencyMs !== undefined || failure.kind.startsWith('INTEGRATION'))
    ? failure.message
    : undefined;
}

function requestBytes({ client, headers }: HttpExchange): number {
  return Buffer.isBuffer(client.body) ? client.body.length : Number(headers['content-length'] ?? 0);
}
