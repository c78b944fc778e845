import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import type { Fault } from '../call/fault.ts';
import { requestContext } from '../events/request-context.ts';

/**
 * `$context` of templates, mapping expressions and access logs: the event's own members and, for access logs, what became of the call
 * (docs/aws/websocket-api.md#request-side, docs/aws/websocket-api.md#stages-and-logs). Values that AWS would not have are absent.
 */
export function contextOf(call: Call, deployment: Deployment): Record<string, unknown> {
  const context = requestContext(call, deployment);
  if (call.connection.authorizer) context['authorizer'] = call.connection.authorizer;
  if (call.record.fault) context['error'] = errorPart(call.record.fault);
  context['status'] = String(statusOf(call));
  return context;
}

/** What access logs know beyond `$context` of templates. */
export function logContextOf(call: Call, deployment: Deployment): Record<string, unknown> {
  const { record } = call;
  return Object.assign(contextOf(call, deployment), {
    integrationErrorMessage: record.integrationError,
    integrationLatency: record.integrationLatency,
    integrationStatus: record.integrationStatus,
    awsEndpointRequestId: record.integrationRequestId,
    integration: {
      error: record.integrationError,
      integrationStatus: record.serviceStatus,
      latency: record.integrationLatency,
      requestId: record.integrationRequestId,
      status: record.integrationStatus,
    },
    authorizer: {
      ...call.connection.authorizer,
      latency: record.authorizerLatency,
      integrationLatency: record.authorizerLatency,
      status: record.authorizerStatus,
      integrationStatus: record.authorizerStatus,
      ...(record.authorizerStatus !== undefined && record.fault ? { error: record.fault.stockMessage } : {}),
    },
  });
}

/** The handshake's status, or the one that a message or a close would have had. */
export function statusOf(call: Call): number {
  return call.record.fault?.statusCode ?? call.outcome?.statusCode ?? 200;
}

function errorPart({ message, responseType, validationErrorString }: Fault): Record<string, unknown> {
  return { message, messageString: JSON.stringify(message), responseType, validationErrorString };
}
