import type { GatewayError, GatewayErrorType } from '../../model/http/gateway-error.ts';
import type { IntegrationResult } from '../call/results.ts';

/** Status and text that HTTP APIs give each failure (http-api.md 12). Bodies are fixed; nobody can customise them. */
const RESPONSES: Readonly<Record<GatewayErrorType, readonly [statusCode: number, message: string]>> = {
  BAD_REQUEST: [400, 'Bad Request'],
  BAD_REQUEST_BODY: [400, 'Bad Request'],
  BAD_REQUEST_PARAMETERS: [400, 'Bad Request'],
  UNAUTHORIZED: [401, 'Unauthorized'],
  ACCESS_DENIED: [403, 'Forbidden'],
  EXPIRED_TOKEN: [403, 'Forbidden'],
  FORBIDDEN: [403, 'Forbidden'],
  INVALID_API_KEY: [403, 'Forbidden'],
  INVALID_SIGNATURE: [403, 'Forbidden'],
  MISSING_AUTHENTICATION_TOKEN: [403, 'Forbidden'],
  WAF_FILTERED: [403, 'Forbidden'],
  NOT_FOUND: [404, 'Not Found'],
  RESOURCE_NOT_FOUND: [404, 'Not Found'],
  REQUEST_TOO_LARGE: [413, 'Request Entity Too Large'],
  // Text inferred; only the status is documented.
  URI_TOO_LONG: [414, 'Request URI Too Long'],
  UNSUPPORTED_MEDIA_TYPE: [415, 'Unsupported Media Type'],
  QUOTA_EXCEEDED: [429, 'Too Many Requests'],
  THROTTLED: [429, 'Too Many Requests'],
  // Status and text inferred; the limit is documented.
  HEADERS_TOO_LARGE: [431, 'Request Header Fields Too Large'],
  API_CONFIGURATION_ERROR: [500, 'Internal Server Error'],
  AUTHORIZER_CONFIGURATION_ERROR: [500, 'Internal Server Error'],
  AUTHORIZER_FAILURE: [500, 'Internal Server Error'],
  MALFORMED_PROXY_RESPONSE: [500, 'Internal Server Error'],
  FUNCTION_THROTTLED: [503, 'Service Unavailable'],
  INTEGRATION_FAILURE: [503, 'Service Unavailable'],
  INTEGRATION_TIMEOUT: [503, 'Service Unavailable'],
};

/** The one place where a refusal or failure of the gateway becomes a response. */
export function renderError(error: GatewayError): IntegrationResult {
  const { wwwAuthenticate } = error.options;
  const contentType = ['Content-Type', 'application/json'] as const;
  return {
    statusCode: RESPONSES[error.kind][0],
    headers: wwwAuthenticate === undefined ? [contentType] : [contentType, ['Www-Authenticate', wwwAuthenticate]],
    body: `{"message":"${errorMessage(error)}"}`,
  };
}

/** What the client reads: `$context.error.message`. */
export function errorMessage(error: GatewayError): string {
  return RESPONSES[error.kind][1];
}
