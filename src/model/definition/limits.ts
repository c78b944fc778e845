/** AWS's fixed limits, each written once. What can be raised or configured is a default elsewhere, bounded by one of these. */

/** Endpoint types of a REST API. */
type EndpointType = 'REGIONAL' | 'EDGE' | 'PRIVATE';

const KB = 1024;
const MB = 1024 * KB;

/**
 * Bytes of a request's or a backend's body, 10 MB and not to be raised: REST and HTTP APIs (docs/aws/rest-api.md#quotas,
 * docs/aws/http-api.md#quotas).
 */
export const MAX_PAYLOAD_BYTES = 10 * MB;

/**
 * How long API Gateway waits for an integration that says nothing of it, and at most without a raised quota, in milliseconds
 * (docs/aws/http-api.md#objects, docs/aws/rest-api.md#integration-fields, docs/aws/websocket-api.md#integration-types).
 */
export const INTEGRATION_TIMEOUT_MS = { http: 30_000, rest: 29_000, websocket: 29_000 } as const;

/**
 * REST APIs: the longest timeout that a raised quota gives, by response transfer mode (docs/aws/rest-api.md#integration-fields,
 * docs/aws/rest-api.md#response-streaming).
 */
export const MAX_RAISED_TIMEOUT_MS = { BUFFERED: 300_000, STREAM: 900_000 } as const;

/**
 * Bytes of the ARN of a route or method that asks for authorization (docs/aws/http-api.md#quotas, docs/aws/rest-api.md#authorizer-output).
 */
export const MAX_ARN_BYTES = 1600;

/** HTTP APIs: bytes of the request line and the values of all headers together (docs/aws/http-api.md#quotas). */
export const MAX_HEAD_BYTES = 10_240;

/** REST APIs: characters of the URL by endpoint type (docs/aws/rest-api.md#quotas). */
export const MAX_URL_CHARACTERS: Readonly<Record<EndpointType, number>> = {
  REGIONAL: 10_240,
  EDGE: 8192,
  PRIVATE: 8192,
};

/** REST APIs: bytes of all header names and values by endpoint type (docs/aws/rest-api.md#quotas). */
export const MAX_HEADER_BYTES: Readonly<Record<EndpointType, number>> = {
  REGIONAL: 10_240,
  EDGE: 10_240,
  PRIVATE: 8000,
};

/** REST APIs: milliseconds for which a streamed answer may be silent, by endpoint type (docs/aws/rest-api.md#response-streaming). */
export const MAX_STREAM_IDLE_MS: Readonly<Record<EndpointType, number>> = {
  REGIONAL: 300_000,
  EDGE: 30_000,
  PRIVATE: 300_000,
};

/**
 * Bytes within which the metadata of a streamed answer has to end (docs/aws/rest-api.md#response-streaming; unproven for function URLs).
 */
export const MAX_PRELUDE_BYTES = 16 * KB;

/** Bytes of one answer in a REST API's cache (docs/aws/rest-api.md#caching). */
export const MAX_CACHE_ENTRY_BYTES = MB;

/** Characters of the whole URL of a WebSocket handshake (docs/aws/websocket-api.md#quotas-and-prices). */
export const MAX_HANDSHAKE_URL_CHARACTERS = 4 * KB;

/** Bytes of a WebSocket message in either direction, and of what PostToConnection takes (docs/aws/websocket-api.md#sizes). */
export const MAX_MESSAGE_BYTES = 128 * KB;

/** Bytes of a WebSocket frame (docs/aws/websocket-api.md#sizes). */
export const MAX_FRAME_BYTES = 32 * KB;

/** Seconds for which a WebSocket connection may be silent (docs/aws/websocket-api.md#idle-timer). */
export const MAX_IDLE_SECONDS = 600;

/** Seconds that a WebSocket connection may last (docs/aws/websocket-api.md#idle-timer). */
export const MAX_CONNECTION_SECONDS = 7200;

/**
 * Bytes of a function's synchronous event, as Invoke's error message names it (docs/aws/lambda.md#invoke-api); of a request to a function
 * URL too (docs/aws/lambda.md#function-urls).
 */
export const MAX_EVENT_BYTES = 6 * MB;

/** Bytes of a function's asynchronous event: 1 MB since 2025-10-24 (docs/aws/lambda.md#errors-and-limits). */
export const MAX_ASYNC_EVENT_BYTES = MB;

/** Bytes of a function's synchronous response: 6 MiB and 100 (docs/aws/lambda.md#errors-and-limits, observed). */
export const MAX_RESPONSE_BYTES = 6 * MB + 100;

/** Bytes of a function's streamed response: 200 MB since 2025-07-31 (docs/aws/lambda.md#errors-and-limits). */
export const MAX_STREAM_BYTES = 200 * MB;

/** Bytes that all variables of a function may have together (docs/aws/lambda.md#errors-and-limits). */
export const MAX_VARIABLES_BYTES = 4 * KB;

/**
 * Bytes of a mapping template, not to be raised (docs/aws/rest-api.md#quotas, docs/aws/websocket-api.md#quotas-and-prices,
 * docs/aws/vtl.md#where-vtl-runs).
 */
export const MAX_TEMPLATE_BYTES = 300 * KB;

/** Characters of an OpenAPI document (docs/aws/rest-api.md#import-and-export). */
export const MAX_DOCUMENT_CHARACTERS = 6 * MB;

/** Characters of a resource policy as JSON (docs/aws/rest-api.md#resource-policies). */
export const MAX_POLICY_CHARACTERS = 8 * KB;

/** Days by which the quota of a usage plan may begin later than its period (docs/aws/rest-api.md#usage-quotas). */
export const MAX_QUOTA_OFFSET = { DAY: 0, WEEK: 6, MONTH: 27 } as const;
