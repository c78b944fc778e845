import { GATEWAY_RESPONSE_TYPES } from '../definition/gateway-response-types.ts';
import type { GatewayFailure } from '../definition/gateway-response-types.ts';

/**
 * Why the gateway itself refuses or fails a request: what REST APIs name, plus the few that have no gateway response. Each front end renders
 * them in its own words, in one place.
 */
export type GatewayErrorType =
  | GatewayFailure
  /** No stage, no mapping, or the default endpoint is disabled. */
  | 'FORBIDDEN'
  /** HTTP APIs: no route. */
  | 'NOT_FOUND'
  /** The request line cannot be read as HTTP. */
  | 'BAD_REQUEST'
  /** The ARN of an authorized route is over 1600 bytes. */
  | 'URI_TOO_LONG'
  /** Request line and header values are over 10,240 bytes. */
  | 'HEADERS_TOO_LARGE'
  /** The function failed, or its answer is not in the format of a proxy integration: 502 in REST, 500 in HTTP APIs. */
  | 'MALFORMED_PROXY_RESPONSE'
  /** The request would make an event over Lambda's limit. */
  | 'EVENT_TOO_LARGE'
  /** Lambda refused the call because too many run at once. */
  | 'FUNCTION_THROTTLED'
  /** Not AWS's: the function cannot run on this machine, and the client reads what to do about it. */
  | 'NOT_RUN_HERE';

const NAMED: ReadonlySet<string> = new Set(GATEWAY_RESPONSE_TYPES);

/**
 * `$context.error.responseType` of HTTP and WebSocket APIs: the gateway response that AWS names for a failure, `undefined` where it names none.
 * What a function does wrong is a failure of the integration.
 */
export function responseTypeOf(kind: GatewayErrorType): GatewayErrorType | undefined {
  if (kind === 'MALFORMED_PROXY_RESPONSE' || kind === 'FUNCTION_THROTTLED') return 'INTEGRATION_FAILURE';
  if (kind === 'EVENT_TOO_LARGE') return 'REQUEST_TOO_LARGE';
  return NAMED.has(kind) ? kind : undefined;
}

export interface GatewayErrorOptions extends ErrorOptions {
  /** What the client reads, where it is not the type's own text. */
  readonly clientMessage?: string | null;
  /** For `x-amzn-ErrorType`, where it is not the type's own. */
  readonly errorType?: string;
  /** `$context.error.validationErrorString`. */
  readonly validationErrorString?: string;
  /** `WWW-Authenticate` of a JWT refusal. */
  readonly wwwAuthenticate?: string;
  /** For the terminal and the journal only, never for the client: what the developer should know. */
  readonly reason?: string;
}

/** Thrown by a stage to say what happened. No stage writes an error body. */
export class GatewayError extends Error {
  constructor(
    readonly kind: GatewayErrorType,
    readonly options: GatewayErrorOptions = {},
  ) {
    super(options.reason ?? options.clientMessage ?? kind, options);
    this.name = 'GatewayError';
  }
}
