import { nearest } from '../../problems/nearest.ts';
import type { Place } from '../shape/place.ts';

const VERBS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS', 'ANY'] as const;

/** The same as far as a pattern can say it, for the JSON Schema. */
export const ROUTE_KEY_PATTERNS = {
  http: String.raw`^(\$default|(${VERBS.join('|')}) /(\S*[^/\s])?)$`,
  rest: String.raw`^(${VERBS.join('|')}) /(\S*[^/\s])?$`,
} as const;

export interface RouteKey {
  readonly method: string;
  readonly path: string;
  /** Names of the path's variables, without `+`. */
  readonly parameters: readonly string[];
}

/**
 * `METHOD /path` of an HTTP or REST API: verbs, whole-segment variables, a greedy one only at the end (docs/aws/http-api.md#route-keys,
 * docs/aws/rest-api.md#names, docs/aws/rest-api.md#matching). `undefined` after a problem.
 */
export function readRouteKey(key: string, place: Place, kind: 'http' | 'rest'): RouteKey | undefined {
  const match = /^(\S+) (\/\S*)$/.exec(key);
  const [, method, path] = match ?? [];
  if (method === undefined || path === undefined) {
    place.keyError(`"${key}" is not a route key: wanted a method, one space and a path`, suggestion(key, kind));
    return undefined;
  }
  const known: readonly string[] = VERBS;
  if (!known.includes(method)) {
    const near = nearest(method, VERBS);
    const several = /[,|/;]/.test(method) ? `Write a route for each method, or "ANY ${path}".` : undefined;
    const hint = several ?? (near === undefined ? undefined : `Did you mean "${near} ${path}"?`);
    place.keyError(`"${method}" in the route "${key}" is not a method: wanted one of ${VERBS.join(', ')}`, hint);
    return undefined;
  }
  const problem = pathProblem(path, kind);
  if (problem) {
    place.keyError(`the route "${key}" ${problem.message}`, problem.hint);
    return undefined;
  }
  const colon = /\/:(\w+)(?:\/|$)/.exec(path)?.[1];
  if (colon !== undefined) {
    place.keyWarning(
      `the route "${key}" has a segment that is literally ":${colon}"`,
      `A variable is written {${colon}}.`,
    );
  }
  if (path.includes('*')) {
    const hint = 'A variable is written {name}, and the rest of a path {proxy+}.';
    place.keyWarning(`a star in the route "${key}" stands for itself, not for any text`, hint);
  }
  return { method, path, parameters: parametersOf(path) };
}

function suggestion(key: string, kind: 'http' | 'rest'): string {
  const [, method, rest] = /^\s*([A-Za-z]+)\s*(\S*)\s*$/.exec(key) ?? [];
  const isVerb = method !== undefined && VERBS.some((verb) => verb === method.toUpperCase());
  if (isVerb && rest !== undefined && rest !== '') {
    const path = rest.replace(/^https?:\/\/[^/]*/, '');
    return `Did you mean "${method.toUpperCase()} ${path.startsWith('/') ? path : `/${path}`}"?`;
  }
  const [, before, verb] = /^(\/\S*)\s+([A-Za-z]+)$/.exec(key) ?? [];
  if (before !== undefined && verb !== undefined) return `Did you mean "${verb.toUpperCase()} ${before}"?`;
  if (key.startsWith('/')) return `Did you mean "ANY ${key}"?`;
  if (key === '$default' && kind === 'rest') return 'REST APIs have no $default route; write "ANY /{proxy+}".';
  return `For instance "GET /pets/{id}"${kind === 'http' ? ', or $default' : ''}.`;
}

/** Names of a path's variables, without `+`. */
function parametersOf(path: string): string[] {
  return [...path.matchAll(/\{([^{}+]+)\+?\}/g)].map(([, name]) => name ?? '');
}

function pathProblem(
  path: string,
  kind: 'http' | 'rest',
): { readonly message: string; readonly hint?: string } | undefined {
  if (path === '/') return undefined;
  if (path.includes('?')) {
    const hint = `Write ${path.slice(0, path.indexOf('?'))}; the function finds the query in event.queryStringParameters.`;
    return { message: 'has a query string, and routes are chosen by the path alone', hint };
  }
  if (path.endsWith('/'))
    return { message: 'ends with a slash, which AWS refuses', hint: `Write ${path.replace(/\/+$/, '') || '/'}` };
  const segments = path.slice(1).split('/');
  if (segments.includes('')) return { message: 'has an empty path segment' };
  const seen = new Set<string>();
  for (const [index, segment] of segments.entries()) {
    const problem = segmentProblem(segment, index === segments.length - 1, kind);
    if (problem) return problem;
    const name = segment.replace(/^\{|\+?\}$/g, '');
    if (segment.startsWith('{') && seen.has(name)) return { message: `has the variable {${name}} twice` };
    if (segment.startsWith('{')) seen.add(name);
  }
  return undefined;
}

/** REST: docs/aws/rest-api.md#names. HTTP APIs document no set of their own; what a URL may hold passes. */
const LITERAL = { rest: /^[\w.,:-]+$/, http: /^[\w.,:~%!$&'()*+;=@-]+$/ };

function segmentProblem(
  segment: string,
  isLast: boolean,
  kind: 'http' | 'rest',
): { readonly message: string; readonly hint?: string } | undefined {
  if (/^\{[\w.:-]+\}$/.test(segment) || LITERAL[kind].test(segment)) return undefined;
  if (/^\{[\w.:-]+\+\}$/.test(segment)) {
    if (isLast) return undefined;
    return {
      message: `has ${segment} before its end`,
      hint: 'A greedy variable takes the rest of the path, so it must be last.',
    };
  }
  const hint = /[{}]/.test(segment)
    ? 'A variable is a whole segment, {name}, or {name+} at the end.'
    : 'Letters, digits and . _ - , : may stand in a segment.';
  return { message: `has the segment "${segment}", which cannot be part of a path`, hint };
}
