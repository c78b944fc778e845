import { GatewayError } from '../../model/http/gateway-error.ts';

/** What parameter mapping and overrides give the integration request, values by name. */
export interface MappedParameters {
  readonly header: ReadonlyMap<string, readonly string[]>;
  readonly querystring: ReadonlyMap<string, readonly string[]>;
  readonly path: ReadonlyMap<string, string>;
  /** In place of the whole path that is sent, the stage before it included. */
  readonly wholePath?: string;
}

/**
 * Mapping one of these is a 500 before anything is sent (recorded, the last two unproven: docs/aws/rest-api-observed.md#request-headers).
 */
const ILLEGAL = ['content-length', 'transfer-encoding', 'x-amzn-trace-id', 'x-amzn-apigateway-api-id'];
/** For AWS and AWS_PROXY these too. */
const ILLEGAL_TOWARDS_AWS = ['authorization', 'connection', 'expect', 'proxy-authenticate', 'te'];

const ILLEGAL_FOR = {
  aws: new Set([...ILLEGAL, ...ILLEGAL_TOWARDS_AWS]),
  http: new Set(ILLEGAL),
} as const;

/** Accepted, yet never sent. */
const SILENTLY_DROPPED = {
  aws: new Set(['referer']),
  http: new Set(['connection', 'expect', 'proxy-authenticate', 'te', 'via']),
} as const;

/** Whether a mapping to this header fails the call. */
export function isIllegalHeader(name: string, towards: 'aws' | 'http'): boolean {
  return ILLEGAL_FOR[towards].has(name.toLowerCase());
}

/**
 * The mapped headers that are sent.
 *
 * @throws {GatewayError} a 500 for a header that may not be mapped.
 */
export function allowedHeaders(
  mapped: ReadonlyMap<string, readonly string[]>,
  towards: 'aws' | 'http',
): Map<string, { readonly name: string; readonly values: readonly string[] }> {
  const allowed = new Map<string, { readonly name: string; readonly values: readonly string[] }>();
  for (const [name, values] of mapped) {
    if (isIllegalHeader(name, towards)) {
      throw new GatewayError('API_CONFIGURATION_ERROR', { reason: `${name} header already present` });
    }
    const lowerName = name.toLowerCase();
    if (!SILENTLY_DROPPED[towards].has(lowerName)) allowed.set(lowerName, { name, values });
  }
  return allowed;
}
