import type { GatewayError } from '../../model/http/gateway-error.ts';
import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import { wordings } from '../responses/errors.ts';
import { requestContext } from '../events/request-context.ts';

/**
 * `$context` of templates, mapping expressions and access logs: the event's own members and, for access logs, what became of the call
 * (8.2, 11). Values that AWS would not have are absent.
 */
export function contextOf(call: Call, deployment: Deployment): Record<string, unknown> {
  const context = requestContext(call, deployment);
  if (call.connection.authorizer) context['authorizer'] = call.connection.authorizer;
  if (call.record.error) context['error'] = errorPart(call.record.error);
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
      ...(record.authorizerStatus !== undefined && record.error ? { error: wordings[record.error.kind].message } : {}),
    },
  });
}

/** The handshake's status, or the one that a message or a close would have had. */
export function statusOf(call: Call): number {
  if (call.record.error) return wordings[call.record.error.kind].status;
  return call.outcome?.statusCode ?? 200;
}

function errorPart(error: GatewayError): Record<string, unknown> {
  const message = error.options.clientMessage ?? wordings[error.kind].message;
  return {
    message,
    messageString: JSON.stringify(message),
    responseType: error.kind,
    validationErrorString: error.options.validationErrorString,
  };
}
