import { percentDecode } from '../../model/http/percent-decoding.ts';
import { setOwn } from '../../model/base/own-properties.ts';
import { pathSegments } from './path-segments.ts';
import type { PathSegments } from './path-segments.ts';
import { parseRouteKey } from './route-key.ts';
import type { RouteKey } from './route-key.ts';
import type { TextMap } from './text-map.ts';

export interface RouteMatch<Route> {
  readonly route: Route;
  /** Values of the template's variables as sent, percent-encoded; absent where the template has none. */
  readonly parameters?: Readonly<TextMap>;
}

export interface RouteTreeOptions {
  /** `ignore` lets an explicit route answer its path with one slash more. */
  readonly trailingSlash: 'strict' | 'ignore';
}

/**
 * The routes of an API, ready to choose from (docs/aws/http-api.md#choosing-the-route): a full match beats a greedy one, which beats
 * `$default`; between full matches a literal beats a variable from the left; between greedy ones the longer template wins; in the same
 * template the exact method beats ANY. A method that matches nowhere is not a candidate, so the search goes back and on.
 */
export class RouteTree<Route extends { readonly routeKey: string }> {
  readonly #root = new Node<Route>();
  #fallback: Route | undefined;
  readonly #options: RouteTreeOptions;

  constructor(routes: readonly Route[], options: RouteTreeOptions) {
    this.#options = options;
    for (const route of routes) {
      const key = parseRouteKey(route.routeKey);
      if (key) addRoute(this.#root, key, route);
      else this.#fallback = route;
    }
  }

  match(method: string, path: string): RouteMatch<Route> | undefined {
    const segments = pathSegments(path);
    const found = this.#explicit(method, segments) ?? new GreedySearch<Route>(method, segments).from(this.#root);
    if (found) {
      const { route, variables } = found;
      return variables.length === 0 ? { route } : { route, parameters: parametersOf(found, path, segments) };
    }
    return this.#fallback && { route: this.#fallback };
  }

  #explicit(method: string, segments: PathSegments): Leaf<Route> | undefined {
    const { values } = segments;
    const strict = findExplicit(this.#root, values, values.length, 0, method);
    if (strict || this.#options.trailingSlash === 'strict') return strict;
    return values.length > 1 && values.at(-1) === ''
      ? findExplicit(this.#root, values, values.length - 1, 0, method)
      : undefined;
  }
}

/** A route where its template ends, with the places of its variables. */
interface Leaf<Route> {
  readonly route: Route;
  readonly variables: readonly { readonly name: string; readonly index: number; readonly greedy: boolean }[];
}

type LeavesByMethod<Route> = Map<string, Leaf<Route>>;

class Node<Route> {
  readonly literals = new Map<string, Node<Route>>();
  variable: Node<Route> | undefined;
  readonly here: LeavesByMethod<Route> = new Map();
  readonly greedy: LeavesByMethod<Route> = new Map();

  /** The node of a literal segment, made if there is none yet. */
  literal(text: string): Node<Route> {
    const known = this.literals.get(text);
    if (known) return known;
    const created = new Node<Route>();
    this.literals.set(text, created);
    return created;
  }
}

function addRoute<Route>(root: Node<Route>, key: RouteKey, route: Route): void {
  const variables = key.segments.flatMap((segment, index) =>
    segment.kind === 'literal' ? [] : [{ name: segment.name, index, greedy: segment.kind === 'greedy' }],
  );
  let node = root;
  for (const segment of key.segments) {
    if (segment.kind === 'greedy') break;
    node = segment.kind === 'literal' ? node.literal(segment.text) : (node.variable ??= new Node<Route>());
  }
  const leaves = key.segments.at(-1)?.kind === 'greedy' ? node.greedy : node.here;
  leaves.set(key.method, { route, variables });
}

/** Depth is bounded by the templates, whatever the path. */
function findExplicit<Route>(
  node: Node<Route>,
  values: readonly string[],
  count: number,
  index: number,
  method: string,
): Leaf<Route> | undefined {
  if (index === count) return leafFor(node.here, method);
  const segment = values[index] ?? '';
  const literal = literalChild(node, segment);
  const found = literal && findExplicit(literal, values, count, index + 1, method);
  if (found || !node.variable || segment === '') return found;
  return findExplicit(node.variable, values, count, index + 1, method);
}

class GreedySearch<Route> {
  #best: Leaf<Route> | undefined;
  #bestDepth = -1;
  readonly #method: string;
  readonly #segments: PathSegments;

  constructor(method: string, segments: PathSegments) {
    this.#method = method;
    this.#segments = segments;
  }

  from(root: Node<Route>): Leaf<Route> | undefined {
    this.#visit(root, 0);
    return this.#best;
  }

  /** Literal children come first, so of two greedy templates of one length the more literal one is kept. */
  #visit(node: Node<Route>, index: number): void {
    const segment = this.#segments.values[index];
    // `/x/{proxy+}` matches `/x/` with an empty value, but not `/x` (observed and claimed: docs/aws/http-api.md#choosing-the-route).
    if (segment === undefined) return;
    const leaf = index > this.#bestDepth ? leafFor(node.greedy, this.#method) : undefined;
    if (leaf) {
      this.#best = leaf;
      this.#bestDepth = index;
    }
    const literal = literalChild(node, segment);
    if (literal) this.#visit(literal, index + 1);
    if (node.variable && segment !== '') this.#visit(node.variable, index + 1);
  }
}

function literalChild<Route>(node: Node<Route>, segment: string): Node<Route> | undefined {
  return node.literals.get(segment) ?? (segment.includes('%') ? node.literals.get(percentDecode(segment)) : undefined);
}

function leafFor<Route>(leaves: LeavesByMethod<Route>, method: string): Leaf<Route> | undefined {
  return leaves.get(method) ?? leaves.get('ANY');
}

function parametersOf(leaf: Leaf<unknown>, path: string, segments: PathSegments): TextMap {
  const parameters: TextMap = {};
  for (const { name, index, greedy } of leaf.variables) {
    const value = greedy ? path.slice(segments.starts[index]) : (segments.values[index] ?? '');
    setOwn(parameters, name, value);
  }
  return parameters;
}
