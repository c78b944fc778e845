import type { Call } from './call.ts';
import { identityOf } from './identity.ts';
import { requestTime } from './request-time.ts';

/** `requestContext` of an event and, with the overrides, `$context` of a template. */
export type RequestContext = Readonly<Record<string, unknown>>;

/**
 * The request's context, its keys in AWS's order (recorded: rest-api-observed 7.3 and vtl 7; `authorizer` comes second in the captured events
 * of authorized methods). What does not apply is absent, not null, except inside `identity`. Before a method is found there is no resource either.
 */
export function requestContextOf(call: Call): RequestContext {
  const { deployment } = call;
  const { api, services } = deployment;
  const method = call.route?.method.definition;
  const authorizer = authorizerContextOf(call);
  return {
    ...(method === undefined ? {} : { resourceId: method.resourceId }),
    ...(authorizer === undefined ? {} : { authorizer }),
    ...(method === undefined ? {} : { resourcePath: method.path }),
    ...(method?.operationName === undefined ? {} : { operationName: method.operationName }),
    httpMethod: call.httpMethod,
    extendedRequestId: call.extendedRequestId,
    requestTime: requestTime(call.startedAt),
    path: call.target.fullPath,
    accountId: services.accountId,
    protocol: 'HTTP/1.1',
    stage: api.stage.name,
    domainPrefix: deployment.domainPrefix,
    requestTimeEpoch: call.startedAt,
    requestId: call.requestId,
    identity: identityOf(call),
    domainName: deployment.domainName,
    ...(deployment.isTest ? {} : { deploymentId: api.stage.deploymentId }),
    apiId: api.id,
    ...(call.canary === undefined ? {} : { isCanaryRequest: call.canary }),
  };
}

/**
 * What the authorizer said: Lambda's context with every value as text and `null` kept, or Cognito's claims; `undefined` for open and IAM
 * methods (rest-api-observed 7.3).
 */
function authorizerContextOf(call: Call): Readonly<Record<string, unknown>> | undefined {
  const { principalId, context, claims, integrationLatency } = call.authorization;
  if (claims) return { claims };
  if (principalId === undefined && context === undefined) return undefined;
  return {
    ...(principalId === undefined ? {} : { principalId }),
    ...Object.fromEntries(Object.entries(context ?? {}).map(([key, value]) => [key, textOf(value)])),
    ...(integrationLatency === undefined ? {} : { integrationLatency }),
  };
}

function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
