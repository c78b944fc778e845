import type { CorsConfiguration } from '../../model/definition/http-api.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import type { TextMap } from '../routing/text-map.ts';
import { corsRefusal } from './cors-refusal.ts';

type HeaderLine = readonly [name: string, value: string];

/** The API's CORS configuration, ready to answer with (docs/aws/http-api.md#cors). An origin that may not gets no header at all. */
export interface CorsPolicy {
  /** What the gateway's own answer to a preflight request carries. */
  preflightHeaders(origin: string): HeaderList;
  /** What every other response carries. */
  headers(origin: string): HeaderList;
  /** Why a browser will hide the answer from the page, for the developer. */
  refusal(headers: Readonly<TextMap>): string | undefined;
}

export function compileCors(configuration: CorsConfiguration): CorsPolicy {
  const allows = originTest(configuration.allowOrigins);
  const anyOrigin = configuration.allowOrigins.includes('*');
  const actual = [...credentials(configuration), ...list('Access-Control-Expose-Headers', configuration.exposeHeaders)];
  const preflight = [
    ...list('Access-Control-Allow-Methods', configuration.allowMethods),
    ...list('Access-Control-Allow-Headers', configuration.allowHeaders),
    ...(configuration.maxAge === undefined ? [] : [['Access-Control-Max-Age', String(configuration.maxAge)] as const]),
    ...credentials(configuration),
  ];
  return {
    preflightHeaders: (origin) => (allows(origin) ? [...originLines(origin, anyOrigin), ...preflight] : []),
    refusal: (headers) => corsRefusal(configuration, allows(headers['origin'] ?? ''), headers),
    headers: (origin) => (allows(origin) ? [...originLines(origin, anyOrigin), ...actual] : []),
  };
}

/** Exact origins, `*`, and `https://*` or `http://*` for every host of a scheme. */
function originTest(allowed: readonly string[]): (origin: string) => boolean {
  if (allowed.includes('*')) return () => true;
  const exact = new Set(allowed);
  const schemes = allowed.filter((entry) => entry.endsWith('://*')).map((entry) => entry.slice(0, -1));
  return (origin) => exact.has(origin) || schemes.some((scheme) => origin.startsWith(scheme));
}

/** Observed 2024 and 2025: `*` where it is configured, else the origin echoed with `vary: origin`. */
function originLines(origin: string, anyOrigin: boolean): HeaderLine[] {
  if (anyOrigin) return [['Access-Control-Allow-Origin', '*']];
  return [
    ['Access-Control-Allow-Origin', origin],
    ['Vary', 'origin'],
  ];
}

function credentials(configuration: CorsConfiguration): HeaderLine[] {
  return configuration.allowCredentials ? [['Access-Control-Allow-Credentials', 'true']] : [];
}

function list(name: string, values: readonly string[]): HeaderLine[] {
  return values.length === 0 ? [] : [[name, values.join(',')]];
}
