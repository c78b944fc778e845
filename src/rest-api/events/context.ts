import { firstHeader } from '../../model/http/messages.ts';
import { shownHost } from '../../model/http/shown-host.ts';
import type { Call } from '../call/call.ts';
import { identityOf } from './identity.ts';

/** `requestContext` of an event and, with the overrides, `$context` of a template. */
export type RequestContext = Readonly<Record<string, unknown>>;

/**
 * The request's context, its keys in AWS's order (recorded: docs/aws/rest-api-observed.md#request-context and docs/aws/vtl.md#context;
 * `authorizer` comes second in the captured events of authorized methods). What does not apply is absent, not null, except inside
 * `identity`. Before a method is found there is no resource either.
 */
export function requestContextOf(call: Call): RequestContext {
  const { deployment } = call;
  const { api, services } = deployment;
  const method = call.route?.method.definition;
  const authorizer = authorizerContextOf(call);
  // Assigned one by one: this runs for every request, and spreading optional parts costs many times as much.
  const context: Record<string, unknown> = {};
  if (method) context['resourceId'] = method.resourceId;
  if (authorizer) context['authorizer'] = authorizer;
  if (method) context['resourcePath'] = method.path;
  if (method?.operationName !== undefined) context['operationName'] = method.operationName;
  context['httpMethod'] = call.httpMethod;
  context['extendedRequestId'] = call.extendedRequestId;
  context['requestTime'] = deployment.requestTime(call.startedAt);
  context['path'] = call.target.fullPath;
  context['accountId'] = services.accountId;
  context['protocol'] = 'HTTP/1.1';
  context['stage'] = api.stage.name;
  const domainName = domainNameOf(call);
  context['domainPrefix'] = domainName === deployment.domainName ? deployment.domainPrefix : firstLabel(domainName);
  context['requestTimeEpoch'] = call.startedAt;
  context['requestId'] = call.requestId;
  context['identity'] = identityOf(call);
  context['domainName'] = domainName;
  if (!deployment.isTest) context['deploymentId'] = api.stage.deploymentId;
  context['apiId'] = api.id;
  if (call.canary !== undefined) context['isCanaryRequest'] = call.canary;
  return context;
}

/** Behind a custom domain its name; for a request that named the execute-api host that. */
function domainNameOf({ deployment, target, client }: Call): string {
  const { api, executeApiHost, domainName, isTest } = deployment;
  if (api.customDomain === undefined || isTest) return domainName;
  if (target.basePath === undefined) return executeApiHost;
  return shownHost(domainName, api.id, firstHeader(client.headers, 'host'));
}

function firstLabel(domainName: string): string {
  return domainName.split('.', 1)[0] ?? domainName;
}

/**
 * What the authorizer said: Lambda's context with every value as text and `null` kept, or Cognito's claims; `undefined` for open and IAM
 * methods (docs/aws/rest-api-observed.md#request-context).
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
