/**
 * Why a REST API refuses or fails a request: the failures whose answer an API can define for itself, and the two that stand for a family of
 * them. In the order in which AWS names them (recorded: docs/aws/rest-api-observed.md#gateway-response-types,
 * docs/aws/rest-api-observed.md#control-plane-messages).
 */
export const GATEWAY_RESPONSE_TYPES = [
  'REQUEST_TOO_LARGE',
  'RESOURCE_NOT_FOUND',
  'AUTHORIZER_CONFIGURATION_ERROR',
  'MISSING_AUTHENTICATION_TOKEN',
  'BAD_REQUEST_BODY',
  'INVALID_SIGNATURE',
  'INVALID_API_KEY',
  'BAD_REQUEST_PARAMETERS',
  'AUTHORIZER_FAILURE',
  'UNAUTHORIZED',
  'INTEGRATION_TIMEOUT',
  'ACCESS_DENIED',
  'DEFAULT_4XX',
  'DEFAULT_5XX',
  'WAF_FILTERED',
  'QUOTA_EXCEEDED',
  'THROTTLED',
  'API_CONFIGURATION_ERROR',
  'UNSUPPORTED_MEDIA_TYPE',
  'INTEGRATION_FAILURE',
  'EXPIRED_TOKEN',
] as const;

/** Names a gateway response of a REST API. */
export type GatewayResponseType = (typeof GATEWAY_RESPONSE_TYPES)[number];

/** A failure that has a gateway response of its own. */
export type GatewayFailure = Exclude<GatewayResponseType, 'DEFAULT_4XX' | 'DEFAULT_5XX'>;
