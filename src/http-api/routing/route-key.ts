export interface RouteKey {
  /** `GET` … or `ANY`. */
  readonly method: string;
  readonly segments: readonly TemplateSegment[];
  /** `/pets/{id}`. */
  readonly template: string;
}

export type TemplateSegment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'greedy'; readonly name: string };

export const DEFAULT_ROUTE = '$default';

/** Reads `METHOD /path`. `undefined` for `$default`, which has neither. */
export function parseRouteKey(routeKey: string): RouteKey | undefined {
  if (routeKey === DEFAULT_ROUTE) return undefined;
  const space = routeKey.indexOf(' ');
  const template = routeKey.slice(space + 1);
  return { method: routeKey.slice(0, space), template, segments: template.slice(1).split('/').map(parseSegment) };
}

function parseSegment(text: string): TemplateSegment {
  const name = /^\{(.+?)(\+?)\}$/.exec(text);
  if (!name?.[1]) return { kind: 'literal', text };
  return { kind: name[2] === '+' ? 'greedy' : 'variable', name: name[1] };
}
