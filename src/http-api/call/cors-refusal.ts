import type { CorsConfiguration } from '../../model/definition/http-api.ts';
import type { TextMap } from '../routing/text-map.ts';

/** Methods that browsers send without asking (the Fetch standard's CORS-safelisted methods). */
const SAFELISTED = new Set(['GET', 'HEAD', 'POST']);

/**
 * Why a browser will not let a page read the answer, in words for the developer; `undefined` where CORS allows the request, or the request
 * has no origin. The gateway itself answers the same way in both cases, only without headers (docs/aws/http-api.md#cors).
 */
export function corsRefusal(
  cors: CorsConfiguration,
  allowsOrigin: boolean,
  headers: Readonly<TextMap>,
): string | undefined {
  const origin = headers['origin'];
  if (origin === undefined) return undefined;
  if (!allowsOrigin)
    return `CORS: the origin ${origin} is not in allowOrigins (${shown(cors.allowOrigins)}); browsers hide the answer`;
  const method = headers['access-control-request-method'];
  if (method === undefined) return undefined;
  if (!SAFELISTED.has(method) && !includes(cors.allowMethods, method))
    return `CORS: the method ${method} is not in allowMethods (${shown(cors.allowMethods)})`;
  const wanted = (headers['access-control-request-headers'] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const refused = wanted.filter((name) => name !== '' && !includes(cors.allowHeaders, name));
  if (refused.length === 0) return undefined;
  return `CORS: not in allowHeaders (${shown(cors.allowHeaders)}): ${refused.join(', ')}`;
}

function includes(allowed: readonly string[], value: string): boolean {
  const wanted = value.toLowerCase();
  return allowed.some((entry) => entry === '*' || entry.toLowerCase() === wanted);
}

function shown(entries: readonly string[]): string {
  return entries.length === 0 ? 'empty' : entries.join(', ');
}
