import type { GatewayErrorType } from '../../model/http/gateway-error.ts';

/** What the client sees of one kind of failure. */
export interface StockFault {
  readonly statusCode: number;
  readonly message: string;
}

/** Status and text that HTTP APIs give each failure (docs/aws/http-api.md#errors). Bodies are fixed and cannot be customised. */
export const STOCK_FAULTS: Readonly<Record<GatewayErrorType, StockFault>> = {
  BAD_REQUEST: { statusCode: 400, message: 'Bad Request' },
  BAD_REQUEST_BODY: { statusCode: 400, message: 'Bad Request' },
  BAD_REQUEST_PARAMETERS: { statusCode: 400, message: 'Bad Request' },
  UNAUTHORIZED: { statusCode: 401, message: 'Unauthorized' },
  ACCESS_DENIED: { statusCode: 403, message: 'Forbidden' },
  EXPIRED_TOKEN: { statusCode: 403, message: 'Forbidden' },
  FORBIDDEN: { statusCode: 403, message: 'Forbidden' },
  INVALID_API_KEY: { statusCode: 403, message: 'Forbidden' },
  INVALID_SIGNATURE: { statusCode: 403, message: 'Forbidden' },
  MISSING_AUTHENTICATION_TOKEN: { statusCode: 403, message: 'Forbidden' },
  WAF_FILTERED: { statusCode: 403, message: 'Forbidden' },
  NOT_FOUND: { statusCode: 404, message: 'Not Found' },
  RESOURCE_NOT_FOUND: { statusCode: 404, message: 'Not Found' },
  EVENT_TOO_LARGE: { statusCode: 413, message: 'Request Entity Too Large' },
  REQUEST_TOO_LARGE: { statusCode: 413, message: 'Request Entity Too Large' },
  // Text inferred; only the status is documented.
  URI_TOO_LONG: { statusCode: 414, message: 'Request URI Too Long' },
  UNSUPPORTED_MEDIA_TYPE: { statusCode: 415, message: 'Unsupported Media Type' },
  QUOTA_EXCEEDED: { statusCode: 429, message: 'Too Many Requests' },
  THROTTLED: { statusCode: 429, message: 'Too Many Requests' },
  // Status and text inferred; the limit is documented.
  HEADERS_TOO_LARGE: { statusCode: 431, message: 'Request Header Fields Too Large' },
  API_CONFIGURATION_ERROR: { statusCode: 500, message: 'Internal Server Error' },
  AUTHORIZER_CONFIGURATION_ERROR: { statusCode: 500, message: 'Internal Server Error' },
  AUTHORIZER_FAILURE: { statusCode: 500, message: 'Internal Server Error' },
  MALFORMED_PROXY_RESPONSE: { statusCode: 500, message: 'Internal Server Error' },
  FUNCTION_THROTTLED: { statusCode: 503, message: 'Service Unavailable' },
  INTEGRATION_FAILURE: { statusCode: 503, message: 'Service Unavailable' },
  INTEGRATION_TIMEOUT: { statusCode: 503, message: 'Service Unavailable' },
  // Not AWS's: the client reads what to do.
  NOT_RUN_HERE: { statusCode: 501, message: 'Not Implemented' },
};
