import type { JavaValue } from '../values.ts';

/**
 * What parameter expressions read from. Front ends implement these lookups over their own requests and responses; expressions ask only
 * for what they name, so a lookup may be as lazy as it likes.
 *
 * An expression is parsed once, when an API is compiled (`parseRestExpression`, `parseWebSocketExpression`, `parseHttpApiExpression`,
 * `parseSelectionExpression`, `parseInterpolation`), and evaluated once per request with `ParameterSources`.
 *
 * Whether names are case-sensitive is decided by the lookup: exact in REST and WebSocket APIs, headers without regard to case in HTTP APIs
 * (docs/aws/rest-api.md#parameter-mapping, docs/aws/http-api.md#parameter-mapping).
 */
export interface ParameterSources {
  /** The client's request; for a message of a WebSocket connection, the message is its body. */
  readonly request: RequestSource;
  /** The integration's response; absent while there is none. */
  readonly response?: ResponseSource | undefined;
  /** `identity.sourceIp` and so on, without `$context.`; `undefined` when there is no such value. */
  context(name: string): string | undefined;
  stageVariable(name: string): string | undefined;
}

/** A body and headers. The same object stands for the same message: its body is parsed once, however many expressions read from it. */
export interface MessageSource {
  /** All values in the order of the message; none when there is no such header. */
  header(name: string): readonly string[];
  /** The body as text; empty when there is none. */
  body(): string;
  /** The body as JSON, or why it is not JSON: kept here by the first expression that needs it. Not for those who implement lookups. */
  parsedBody?: { readonly value: JavaValue | Error };
}

export interface RequestSource extends MessageSource {
  /** All values, decoded, in the order of the query string. */
  querystring(name: string): readonly string[];
  /** A path parameter. */
  path(name: string): string | undefined;
  /** The whole path without the stage, for `$request.path` of HTTP APIs. */
  fullPath?(): string;
}

export interface ResponseSource extends MessageSource {
  statusCode(): number;
}

/** One text, or all values of a multi-value source: a header joins them with commas, a query string repeats its parameter. */
export type MappedValue = string | readonly string[];
