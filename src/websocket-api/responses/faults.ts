import type { GatewayErrorType } from '../../model/http/gateway-error.ts';

/** What one kind of failure looks like at the handshake and in a frame. */
export interface StockFault {
  readonly statusCode: number;
  readonly message: string;
}

/**
 * The words of a WebSocket API, for handshakes (docs/aws/websocket-api.md#connect-outcome and docs/aws/websocket-api.md#authorization) and
 * error frames (docs/aws/websocket-api.md#error-frames). Statuses of the handshake are recorded or documented for 401, 403, 429, 500 and
 * 502; bodies follow REST's gateway responses, as AWS does not say.
 */
export const STOCK_FAULTS: Readonly<Record<GatewayErrorType, StockFault>> = {
  ACCESS_DENIED: { statusCode: 403, message: 'User is not authorized to access this resource' },
  API_CONFIGURATION_ERROR: { statusCode: 500, message: 'Internal server error' },
  AUTHORIZER_CONFIGURATION_ERROR: { statusCode: 500, message: 'Internal server error' },
  AUTHORIZER_FAILURE: { statusCode: 500, message: 'Internal server error' },
  BAD_REQUEST: { statusCode: 400, message: 'Bad Request' },
  BAD_REQUEST_BODY: { statusCode: 400, message: 'Bad request body' },
  BAD_REQUEST_PARAMETERS: { statusCode: 400, message: 'Bad request parameters' },
  EXPIRED_TOKEN: { statusCode: 403, message: 'The security token included in the request is expired' },
  FORBIDDEN: { statusCode: 403, message: 'Forbidden' },
  FUNCTION_THROTTLED: { statusCode: 502, message: 'Internal server error' },
  HEADERS_TOO_LARGE: { statusCode: 431, message: 'Request Header Fields Too Large' },
  INTEGRATION_FAILURE: { statusCode: 500, message: 'Internal server error' },
  INTEGRATION_TIMEOUT: { statusCode: 504, message: 'Endpoint request timed out' },
  INVALID_API_KEY: { statusCode: 403, message: 'Forbidden' },
  INVALID_SIGNATURE: {
    statusCode: 403,
    message: 'The request signature we calculated does not match the signature you provided',
  },
  MALFORMED_PROXY_RESPONSE: { statusCode: 502, message: 'Internal server error' },
  MISSING_AUTHENTICATION_TOKEN: { statusCode: 403, message: 'Missing Authentication Token' },
  NOT_FOUND: { statusCode: 403, message: 'Forbidden' },
  QUOTA_EXCEEDED: { statusCode: 429, message: 'Limit Exceeded' },
  EVENT_TOO_LARGE: { statusCode: 413, message: 'Request Entity Too Large' },
  REQUEST_TOO_LARGE: { statusCode: 413, message: 'Request Entity Too Large' },
  RESOURCE_NOT_FOUND: { statusCode: 403, message: 'Forbidden' },
  THROTTLED: { statusCode: 429, message: 'Too Many Requests' },
  UNAUTHORIZED: { statusCode: 401, message: 'Unauthorized' },
  UNSUPPORTED_MEDIA_TYPE: { statusCode: 415, message: 'Unsupported Media Type' },
  URI_TOO_LONG: { statusCode: 414, message: 'Request-URI Too Long' },
  WAF_FILTERED: { statusCode: 403, message: 'Forbidden' },
  // Not AWS's: the client reads what to do.
  NOT_RUN_HERE: { statusCode: 501, message: 'Not Implemented' },
};
