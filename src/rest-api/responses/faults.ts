import type { GatewayErrorType } from '../../model/http/gateway-error.ts';
import type { GatewayResponseType } from '../../model/definition/gateway-response-types.ts';
import { MAX_PAYLOAD_BYTES } from '../../model/definition/limits.ts';

/**
 * How API Gateway answers one kind of failure without customisation (docs/aws/rest-api-observed.md#gateway-response-types,
 * docs/aws/rest-api-observed.md#error-catalogue; docs/aws/rest-api.md#gateway-response-types).
 */
export interface StockFault {
  readonly statusCode: number;
  /** The gateway response that may customise it; absent where AWS does not let one. */
  readonly responseType?: GatewayResponseType;
  readonly message: string | null;
  /** `x-amzn-ErrorType`; absent where AWS sends none. */
  readonly errorType?: string;
  /**
   * The body around the JSON text of the message; AWS is not consistent about the blank and the capital (docs/aws/rest-api-observed.md#error-catalogue, notes). `text`
   * is the message alone, as text/plain.
   */
  readonly frame: 'tight' | 'spaced' | 'capital' | 'text';
  /** Status that a customisation gives where it sets none; `statusCode` where absent. */
  readonly customisedStatusCode?: number;
}

/**
 * One row per failure. FORBIDDEN (no stage, no mapping) and the limits on the request line are answered before the API is known, so no
 * gateway response applies; 413 cannot be customised either. What fails with a function is an INTEGRATION_FAILURE with a status of its own
 * (docs/aws/rest-api.md#failure-table, docs/aws/rest-api.md#gateway-response-types).
 */
export const STOCK_FAULTS: Readonly<Record<GatewayErrorType, StockFault>> = {
  ACCESS_DENIED: fault(
    403,
    'ACCESS_DENIED',
    'User is not authorized to access this resource',
    'AccessDenied',
    'capital',
  ),
  API_CONFIGURATION_ERROR: internal(500, 'API_CONFIGURATION_ERROR'),
  AUTHORIZER_CONFIGURATION_ERROR: fault(500, 'AUTHORIZER_CONFIGURATION_ERROR', null, 'AuthorizerConfiguration'),
  AUTHORIZER_FAILURE: fault(500, 'AUTHORIZER_FAILURE', null, 'AuthorizerConfiguration'),
  BAD_REQUEST_BODY: fault(400, 'BAD_REQUEST_BODY', 'Invalid request body', 'BadRequest', 'spaced'),
  BAD_REQUEST_PARAMETERS: fault(400, 'BAD_REQUEST_PARAMETERS', 'Invalid request parameters', 'BadRequest', 'spaced'),
  EXPIRED_TOKEN: fault(403, 'EXPIRED_TOKEN', 'The security token included in the request is expired', 'ExpiredToken'),
  INTEGRATION_FAILURE: fault(
    504,
    'INTEGRATION_FAILURE',
    'Network error communicating with endpoint',
    'InternalServerError',
    'spaced',
  ),
  INTEGRATION_TIMEOUT: fault(504, 'INTEGRATION_TIMEOUT', 'Endpoint request timed out', 'InternalServerError', 'spaced'),
  INVALID_API_KEY: fault(403, 'INVALID_API_KEY', 'Forbidden', 'Forbidden'),
  INVALID_SIGNATURE: fault(
    403,
    'INVALID_SIGNATURE',
    'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.',
    'InvalidSignature',
  ),
  MISSING_AUTHENTICATION_TOKEN: fault(
    403,
    'MISSING_AUTHENTICATION_TOKEN',
    'Missing Authentication Token',
    'MissingAuthenticationToken',
  ),
  QUOTA_EXCEEDED: fault(429, 'QUOTA_EXCEEDED', 'Limit Exceeded', 'LimitExceeded'),
  REQUEST_TOO_LARGE: {
    statusCode: 413,
    message: `HTTP content length exceeded ${MAX_PAYLOAD_BYTES} bytes.`,
    frame: 'text',
  },
  EVENT_TOO_LARGE: fault(413, undefined, 'Request Too Long', 'BadRequest', 'spaced'),
  RESOURCE_NOT_FOUND: fault(404, 'RESOURCE_NOT_FOUND', 'Not found', 'NotFound'),
  THROTTLED: fault(429, 'THROTTLED', 'Too Many Requests', 'TooManyRequests'),
  UNAUTHORIZED: fault(401, 'UNAUTHORIZED', 'Unauthorized', 'Unauthorized'),
  UNSUPPORTED_MEDIA_TYPE: fault(415, 'UNSUPPORTED_MEDIA_TYPE', 'Unsupported Media Type', 'BadRequest', 'spaced'),
  WAF_FILTERED: fault(403, 'WAF_FILTERED', 'Forbidden', 'Forbidden'),
  FORBIDDEN: fault(403, undefined, 'Forbidden', 'Forbidden'),
  NOT_FOUND: fault(404, undefined, 'Not Found', 'NotFound'),
  BAD_REQUEST: fault(400, undefined, 'Bad Request', 'BadRequest'),
  URI_TOO_LONG: fault(414, undefined, 'Request URI too long', 'RequestUriTooLong'),
  HEADERS_TOO_LARGE: fault(431, undefined, 'Request header fields too large', 'RequestHeaderFieldsTooLarge'),
  MALFORMED_PROXY_RESPONSE: { ...internal(502, 'INTEGRATION_FAILURE'), customisedStatusCode: 504 },
  FUNCTION_THROTTLED: { ...internal(500, 'INTEGRATION_FAILURE'), customisedStatusCode: 504 },
  // Not AWS's: the client reads what to do.
  NOT_RUN_HERE: fault(501, undefined, 'Not Implemented', 'NotRunHere'),
};

/** The body of a failure without customisation. */
export function stockBody(frame: StockFault['frame'], message: string | null): string {
  if (frame === 'text') return message ?? '';
  const text = JSON.stringify(message);
  if (frame === 'capital') return `{"Message":${text}}`;
  return frame === 'spaced' ? `{"message": ${text}}` : `{"message":${text}}`;
}

/** The media type of that body. */
export function stockContentType({ frame }: StockFault): string {
  return frame === 'text' ? 'text/plain' : 'application/json';
}

function fault(
  statusCode: number,
  responseType: GatewayResponseType | undefined,
  message: string | null,
  exception: string,
  frame: StockFault['frame'] = 'tight',
): StockFault {
  return {
    statusCode,
    ...(responseType === undefined ? {} : { responseType }),
    message,
    errorType: `${exception}Exception`,
    frame,
  };
}

function internal(statusCode: number, responseType: GatewayResponseType): StockFault {
  return fault(statusCode, responseType, 'Internal server error', 'InternalServerError', 'spaced');
}
