import { setOwn } from '../../model/base/own-properties.ts';

/** A resource tree: which method answers a path and a verb. */
export interface Routes<Method> {
  /** `path` begins with a slash, without stage and query. `undefined` when nothing suits. */
  match(path: string, verb: string): RouteMatch<Method> | undefined;
}

export interface RouteMatch<Method> {
  readonly method: Method;
  /** Raw values, not percent-decoded, in the order of the resource path. */
  readonly pathParameters: readonly (readonly [name: string, value: string])[];
}

/** The path parameters by name. */
export function pathTexts({ pathParameters }: RouteMatch<unknown>): Readonly<Record<string, string>> {
  const map: Record<string, string> = {};
  for (const [name, value] of pathParameters) setOwn(map, name, value);
  return map;
}

/** The verbs that `ANY` stands for (docs/aws/rest-api-observed.md#chosen-method). */
const ANY_VERBS = new Set(['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT']);

/**
 * Builds the tree once. Matching walks it depth first, literal child before variable before greedy, and backs out of a branch that has
 * the path but not the verb: the method is part of the match (recorded: docs/aws/rest-api-observed.md#chosen-method).
 */
export function compileRoutes<Method>(
  methods: Iterable<{ readonly path: string; readonly httpMethod: string; readonly method: Method }>,
): Routes<Method> {
  const root = emptyNode<Method>();
  for (const { path, httpMethod, method } of methods) nodeFor(root, path).methods.set(httpMethod, method);
  return {
    match(path, verb) {
      const pathParameters: [string, string][] = [];
      const method = search(root, segmentsOf(path), 0, verb, pathParameters);
      return method === undefined ? undefined : { method, pathParameters };
    },
  };
}

interface Node<Method> {
  readonly literals: Map<string, Node<Method>>;
  readonly variables: { readonly name: string; readonly node: Node<Method> }[];
  readonly greedy: { readonly name: string; readonly node: Node<Method> }[];
  readonly methods: Map<string, Method>;
}

function emptyNode<Method>(): Node<Method> {
  return { literals: new Map(), variables: [], greedy: [], methods: new Map() };
}

function nodeFor<Method>(root: Node<Method>, path: string): Node<Method> {
  let node = root;
  for (const segment of segmentsOf(path)) node = childFor(node, segment);
  return node;
}

function childFor<Method>(parent: Node<Method>, segment: string): Node<Method> {
  const variable = /^\{(.+?)(\+?)\}$/.exec(segment);
  if (!variable?.[1]) {
    const known = parent.literals.get(segment) ?? emptyNode<Method>();
    parent.literals.set(segment, known);
    return known;
  }
  const name = variable[1];
  const siblings = variable[2] === '+' ? parent.greedy : parent.variables;
  const known = siblings.find((sibling) => sibling.name === name);
  if (known) return known.node;
  const node = emptyNode<Method>();
  siblings.push({ name, node });
  return node;
}

/** A trailing slash never changes the route; inner double slashes do (recorded: docs/aws/rest-api-observed.md#slashes-and-encoding). */
function segmentsOf(path: string): string[] {
  const end = path.length > 1 && path.endsWith('/') ? path.length - 1 : path.length;
  const segments: string[] = [];
  if (end <= 1) return segments;
  let start = 1;
  for (;;) {
    const slash = path.indexOf('/', start);
    const last = slash === -1 || slash >= end;
    segments.push(path.slice(start, last ? end : slash));
    if (last) return segments;
    start = slash + 1;
  }
}

function search<Method>(
  node: Node<Method>,
  segments: readonly string[],
  depth: number,
  verb: string,
  parameters: [string, string][],
): Method | undefined {
  const segment = segments[depth];
  if (segment === undefined) return methodOf(node, verb);

  const literal = node.literals.get(segment);
  const throughLiteral = literal && search(literal, segments, depth + 1, verb, parameters);
  if (throughLiteral !== undefined) return throughLiteral;

  if (segment !== '') {
    for (const variable of node.variables) {
      parameters.push([variable.name, segment]);
      const found = search(variable.node, segments, depth + 1, verb, parameters);
      if (found !== undefined) return found;
      parameters.pop();
    }
  }
  for (const greedy of node.greedy) {
    const found = methodOf(greedy.node, verb);
    const rest = segments.slice(depth).join('/');
    if (found === undefined || rest === '') continue;
    parameters.push([greedy.name, rest]);
    return found;
  }
  return undefined;
}

function methodOf<Method>(node: Node<Method>, verb: string): Method | undefined {
  return node.methods.get(verb) ?? (ANY_VERBS.has(verb) ? node.methods.get('ANY') : undefined);
}
