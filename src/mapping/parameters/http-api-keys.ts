import { MappingExpressionError } from './mapping-expression-error.ts';
import type { MappingSide } from './rest-expressions.ts';

/** What a mapping of an HTTP API does to the request or the response. */
export type HttpApiMappingKey =
  | {
      readonly action: 'append' | 'overwrite' | 'remove';
      readonly location: 'header' | 'querystring';
      readonly name: string;
    }
  | { readonly action: 'overwrite'; readonly location: 'path' | 'statuscode' };

/** Headers that no mapping may touch (docs/aws/http-api.md#parameter-mapping). */
const reservedHeaders = new Set([
  'authorization',
  'connection',
  'content-encoding',
  'content-length',
  'content-location',
  'forwarded',
  'keep-alive',
  'origin',
  'proxy-authenticate',
  'proxy-authorization',
  'te',
  'trailers',
  'transfer-encoding',
  'upgrade',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
]);
const reservedHeader = /^(?:access-control-|apigw-|x-amz-|x-amzn-)/;

/**
 * Parses the key of an HTTP API's mapping: `append:header.N`, `overwrite:querystring.N`, `remove:header.N`, `overwrite:path` of a request,
 * `overwrite:statuscode` of a response (docs/aws/http-api.md#parameter-mapping).
 *
 * @throws {MappingExpressionError} for any other key and for reserved headers.
 */
export function parseHttpApiMappingKey(key: string, side: MappingSide): HttpApiMappingKey {
  if (key === 'overwrite:path' && side === 'request') return { action: 'overwrite', location: 'path' };
  if (key === 'overwrite:statuscode' && side === 'response') return { action: 'overwrite', location: 'statuscode' };
  const [, action, location, name] = /^(append|overwrite|remove):(header|querystring)\.([^]+)$/.exec(key) ?? [];
  if (name === undefined || (location === 'querystring' && side === 'response')) {
    throw new MappingExpressionError(key, wantedKeys(side));
  }
  if (location === 'header' && isReserved(name))
    throw new MappingExpressionError(key, `the header ${name} is reserved; no mapping may change it`);
  return { action: action as 'append', location: location as 'header', name };
}

function isReserved(header: string): boolean {
  const name = header.toLowerCase();
  return reservedHeaders.has(name) || reservedHeader.test(name);
}

function wantedKeys(side: MappingSide): string {
  const common = 'append|overwrite|remove:header.NAME';
  if (side === 'response') return `wanted ${common} or overwrite:statuscode`;
  return `wanted ${common}, append|overwrite|remove:querystring.NAME or overwrite:path`;
}
