import type { RestMethod } from '../../../model/definition/rest-api.ts';
import type { Problems } from '../../problems/problems.ts';

interface Resource {
  readonly children: Map<string, Resource>;
  variable?: string;
}

const PART = /^(?:[\w\-.,:]+|\{[\w\-.,:]+\+?\})$/;

/**
 * Checks that the paths can be resources of one tree, in the words recorded for the control plane
 * (docs/aws/rest-api-observed.md#refused-resources).
 */
export function checkResourceTree(methods: readonly RestMethod[], problems: Problems): void {
  const root: Resource = { children: new Map() };
  const paths = new Map(methods.map((method) => [method.path, method]));
  for (const [path, { declaredAt }] of paths) {
    const refused = addPath(path, root);
    if (refused === undefined) continue;
    problems.error(`Unable to create resource at path '${path}': ${refused.message}`, declaredAt, refused.hint);
  }
}

/** Adds the resources of a path; why one of them is refused, if one is. */
function addPath(path: string, root: Resource): { readonly message: string; readonly hint?: string } | undefined {
  if (path === '/') return undefined;
  let parent = root;
  let above = '';
  for (const part of path.slice(1).split('/')) {
    if (!PART.test(part)) return { message: `"${part}" is not a path part`, hint: partHint(part) };
    if (above.endsWith('+}'))
      return { message: `Cannot create a child of a resource with a greedy path variable: ${above}` };
    const isVariable = part.startsWith('{');
    if (isVariable && parent.variable !== undefined && parent.variable !== part)
      return {
        message: `A sibling (${parent.variable}) of this resource already has a variable path part -- only one is allowed`,
      };
    if (isVariable) parent.variable = part;
    const child: Resource = parent.children.get(part) ?? { children: new Map() };
    parent.children.set(part, child);
    parent = child;
    above = part;
  }
  return undefined;
}

function partHint(part: string): string {
  if (part === '') return 'A path has neither two slashes in a row nor one at its end.';
  if (/[{}]/.test(part)) return 'A variable is the whole part between two slashes: {id}, or {proxy+} at the end.';
  return 'A part holds letters, digits, _ - . , and :.';
}
