import { nearestHint } from '../problems/nearest.ts';
import { basePathOf, joinBasePath } from './base-path.ts';
import { checkExtensionsOf, kindName } from './check-extensions.ts';
import type { DocumentPlace } from './document/document-place.ts';
import type { ImportContext } from './import-context.ts';

/** One method of one path. */
export interface Operation {
  /** With the base path where it is asked for; `/$default` for an HTTP API's default route. */
  readonly path: string;
  /** `GET` … or `ANY`. */
  readonly method: string;
  readonly place: DocumentPlace;
  /** The path item that holds it. */
  readonly item: DocumentPlace;
}

const ANY = 'x-amazon-apigateway-any-method';
const METHODS: Readonly<Record<string, string>> = {
  get: 'GET',
  put: 'PUT',
  post: 'POST',
  delete: 'DELETE',
  options: 'OPTIONS',
  head: 'HEAD',
  patch: 'PATCH',
  [ANY]: 'ANY',
};
const OTHER_KEYS = ['parameters', 'summary', 'description', 'servers', '$ref'];

/** Every operation in the order of the document. Keys of a path that are neither methods nor OpenAPI's own are errors. */
export function operationsOf(context: ImportContext): readonly Operation[] {
  const paths = context.root.get('paths');
  if (!paths?.isMap) {
    const found = paths ?? context.root;
    context.problems.error('Invalid OpenAPI input: the document has no paths', found.position, 'Add a map "paths".');
    return [];
  }
  const base = basePathOf(context);
  return paths.entries().flatMap(([path, item]) => {
    if (path.startsWith('x-')) return [];
    // SAM writes the default route's path without its slash.
    if (path === '$default' && context.kind === 'http') return operationsOfPath('/$default', item, context);
    if (!path.startsWith('/')) {
      context.problems.error(`a path begins with "/", found "${path}"`, item.keyPosition, `Write "/${path}".`);
      return [];
    }
    return operationsOfPath(joinBasePath(base, path), item, context);
  });
}

function operationsOfPath(path: string, item: DocumentPlace, context: ImportContext): Operation[] {
  const operations: Operation[] = [];
  checkExtensionsOf(item, 'path', context);
  for (const [key, place] of item.entries()) {
    const method = METHODS[key] ?? (key.toLowerCase() === ANY ? 'ANY' : undefined);
    if (method !== undefined) {
      checkExtensionsOf(place, 'operation', context);
      operations.push({ path, method, place, item });
    } else if (key === 'trace') {
      context.problems.warning(`${kindName(context.kind)} have no method TRACE; it is omitted`, place.keyPosition);
    } else if (!OTHER_KEYS.includes(key) && !key.toLowerCase().startsWith('x-')) {
      const known = Object.keys(METHODS);
      context.problems.error(`"${key}" is not a method of a path`, place.keyPosition, () =>
        nearestHint(key, known, 'methods'),
      );
    }
  }
  return operations;
}
