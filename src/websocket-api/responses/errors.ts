import type { GatewayError, GatewayErrorType } from '../../model/http/gateway-error.ts';
import type { ClientResponse } from '../../model/http/messages.ts';
import type { Call } from '../call/call.ts';

/** What one kind of failure looks like at the handshake and in a frame. */
interface Wording {
  readonly status: number;
  readonly message: string;
}

/**
 * The words of a WebSocket API, for handshakes (sections 5 and 6) and error frames (7.3). Statuses of the handshake are recorded or
 * documented for 401, 403, 429, 500 and 502; bodies follow REST's gateway responses, as AWS does not say.
 */
export const wordings: Readonly<Record<GatewayErrorType, Wording>> = {
  ACCESS_DENIED: { status: 403, message: 'User is not authorized to access this resource' },
  API_CONFIGURATION_ERROR: { status: 500, message: 'Internal server error' },
  AUTHORIZER_CONFIGURATION_ERROR: { status: 500, message: 'Internal server error' },
  AUTHORIZER_FAILURE: { status: 500, message: 'Internal server error' },
  BAD_REQUEST: { status: 400, message: 'Bad Request' },
  BAD_REQUEST_BODY: { status: 400, message: 'Bad request body' },
  BAD_REQUEST_PARAMETERS: { status: 400, message: 'Bad request parameters' },
  EXPIRED_TOKEN: { status: 403, message: 'The security token included in the request is expired' },
  FORBIDDEN: { status: 403, message: 'Forbidden' },
  FUNCTION_THROTTLED: { status: 502, message: 'Internal server error' },
  HEADERS_TOO_LARGE: { status: 431, message: 'Request Header Fields Too Large' },
  INTEGRATION_FAILURE: { status: 500, message: 'Internal server error' },
  INTEGRATION_TIMEOUT: { status: 504, message: 'Endpoint request timed out' },
  INVALID_API_KEY: { status: 403, message: 'Forbidden' },
  INVALID_SIGNATURE: {
    status: 403,
    message: 'The request signature we calculated does not match the signature you provided',
  },
  MALFORMED_PROXY_RESPONSE: { status: 502, message: 'Internal server error' },
  MISSING_AUTHENTICATION_TOKEN: { status: 403, message: 'Missing Authentication Token' },
  NOT_FOUND: { status: 403, message: 'Forbidden' },
  QUOTA_EXCEEDED: { status: 429, message: 'Limit Exceeded' },
  REQUEST_TOO_LARGE: { status: 413, message: 'Request Entity Too Large' },
  RESOURCE_NOT_FOUND: { status: 403, message: 'Forbidden' },
  THROTTLED: { status: 429, message: 'Too Many Requests' },
  UNAUTHORIZED: { status: 401, message: 'Unauthorized' },
  UNSUPPORTED_MEDIA_TYPE: { status: 415, message: 'Unsupported Media Type' },
  URI_TOO_LONG: { status: 414, message: 'Request-URI Too Long' },
  WAF_FILTERED: { status: 403, message: 'Forbidden' },
};

/** Refuses a handshake: status, a short JSON body, and the request id. */
export function handshakeRefusal(error: GatewayError, requestId: string): ClientResponse {
  const wording = wordings[error.kind];
  return refusal(wording.status, error.options.clientMessage ?? wording.message, requestId);
}

/** A refusal with that status and message; also for a `$connect` integration that said no. */
export function refusal(statusCode: number, message: string, requestId: string): ClientResponse {
  return {
    statusCode,
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-RequestId', requestId],
    ],
    body: JSON.stringify({ message }),
  };
}

/**
 * The frame that tells a client of a failed message; the connection stays open. One blank after `"message":`, none after the other colons
 * (recorded, 7.3). A message that its model refuses is named by its message id instead of the request id (documented).
 */
export function errorFrame(error: GatewayError, call: Call): string {
  const message = JSON.stringify(wordings[error.kind].message);
  const connectionId = JSON.stringify(call.connection.id);
  if (error.kind === 'BAD_REQUEST_BODY' && call.eventType === 'MESSAGE')
    return `{"message": ${message}, "connectionId":${connectionId}, "messageId":${JSON.stringify(call.messageId)}}`;
  return `{"message": ${message}, "connectionId":${connectionId}, "requestId":${JSON.stringify(call.requestId)}}`;
}
