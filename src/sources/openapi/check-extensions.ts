import { nearestHint } from '../problems/nearest.ts';
import type { DocumentPlace } from './document/document-place.ts';
import { EXTENSION_PREFIX, extensions, type ExtensionSpot } from './extensions.ts';
import type { ImportContext } from './import-context.ts';

/**
 * Speaks of every `x-amazon-apigateway-…` key outside the paths: unknown ones are errors (a typo would silently change the API), known
 * ones that have no effect are warned of.
 */
export function checkExtensions(context: ImportContext): void {
  const { root } = context;
  checkExtensionsOf(root, 'root', context);
  const components = root.get('components');
  if (components) checkExtensionsOf(components, 'components', context);
  const schemes = context.version === '2.0' ? root.get('securityDefinitions') : components?.get('securitySchemes');
  for (const [, scheme] of schemes?.entries() ?? []) checkExtensionsOf(scheme, 'security scheme', context);
  for (const server of root.get('servers')?.items() ?? []) checkExtensionsOf(server, 'server', context);
  for (const tag of root.get('tags')?.items() ?? []) checkExtensionsOf(tag, 'tag', context);
}

export function checkExtensionsOf(holder: DocumentPlace, spot: ExtensionSpot, context: ImportContext): void {
  for (const [key, place] of holder.rawEntries()) {
    if (key.toLowerCase().startsWith(EXTENSION_PREFIX)) checkOne(key, place, spot, context);
  }
}

function checkOne(key: string, place: DocumentPlace, spot: ExtensionSpot, context: ImportContext): void {
  const { problems, kind } = context;
  const name = key.toLowerCase().slice(EXTENSION_PREFIX.length);
  const extension = Object.hasOwn(extensions, name) ? extensions[name] : undefined;
  if (!extension) {
    const known = Object.keys(extensions).map((each) => EXTENSION_PREFIX + each);
    problems.error(`unknown extension "${key}"`, place.keyPosition, () => nearestHint(key, known, 'extensions'));
    return;
  }
  const spots = extension.spots[context.version];
  const fate = extension[kind];
  if (!spots.includes(spot)) {
    const where = spots.map((each) => describeSpot[each]).join(' or ');
    problems.warning(`"${key}" is not looked at here`, place.keyPosition, `It belongs ${where}.`);
    return;
  }
  if (fate === 'ignored') problems.warning(`${kindName(kind)} ignore "${key}"`, place.keyPosition);
  if (fate === 'later')
    problems.warning(`"${key}" is not supported yet: it has no effect here, though it has on AWS`, place.keyPosition);
}

export function kindName(kind: 'rest' | 'http'): string {
  return kind === 'rest' ? 'REST APIs' : 'HTTP APIs';
}

const describeSpot: Readonly<Record<ExtensionSpot, string>> = {
  root: 'at the top of the document',
  path: 'in a path, beside get and post',
  operation: 'in an operation',
  components: 'in components',
  'security scheme': 'in a security scheme',
  server: 'in an entry of servers',
  tag: 'in an entry of tags',
};
