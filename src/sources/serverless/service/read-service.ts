import { aliasOf } from '../functions/aliases.ts';
import { isMap } from '../values.ts';
import { merged } from './merge.ts';
import { Part, type Reading } from './part.ts';
import { Resources } from './resources.ts';
import type { Service, ServiceFunction } from './service.ts';

export interface ResolvedService {
  readonly reading: Reading;
  /** The document with its variables resolved. */
  readonly document: object;
  readonly stage: string;
  readonly isVersion4: boolean;
  /** As messages name the file. */
  readonly file: string;
}

/** Checks the outline of a service and merges its lists; `undefined`, and problems, when there is nothing to compile. */
export function readService({ reading, document, stage, isVersion4, file }: ResolvedService): Service | undefined {
  const root = mergedLists(new Part(reading, document, ''));
  const name = nameOf(root, file);
  const provider = root.get('provider');
  if (name === undefined || !checkProvider(root, provider, file)) return undefined;
  if (root.get('functions').exists && !root.get('functions').isMapOrMissing('a map of functions')) return undefined;
  checkKeys(root);
  return {
    reading,
    root,
    name,
    stage,
    provider,
    custom: root.get('custom'),
    functions: new Map(functionsOf(root.get('functions')).map((fn) => [fn.key, fn])),
    plugins: pluginsOf(root.get('plugins')),
    isVersion4,
    resources: new Resources(),
    pluginEnvironment: {},
  };
}

/** `functions:` and `resources:` may be lists of maps, from several files. */
function mergedLists(root: Part): Part {
  const { reading } = root;
  const document = reading.positions.copied(root.value as object, { ...(root.value as Record<string, unknown>) });
  for (const key of ['functions', 'resources']) {
    const part = root.get(key);
    if (!Array.isArray(part.value)) continue;
    const maps = part.items.filter((item) => item.exists && item.isMapOrMissing('a map, as each item of this list'));
    let map: unknown = reading.positions.copied(part.value, {});
    for (const { value } of maps) map = merged(reading.positions, map, value);
    document[key] = map;
  }
  return new Part(reading, document, '');
}

function nameOf(root: Part, file: string): string | undefined {
  const service = root.get('service');
  // Versions 1 and 2 took { name } as well.
  const name = isMap(service.value) ? service.get('name') : service;
  if (!name.exists && !name.isUnresolved) {
    root.error(`${file} has no service:`, 'It is the name of the service, such as "service: orders".');
  }
  return name.text('the name of the service');
}

function checkProvider(root: Part, provider: Part, file: string): boolean {
  const isText = typeof provider.value === 'string';
  const name = isText ? provider : provider.get('name');
  if (!provider.exists && !provider.isUnresolved) {
    root.error(`${file} has no provider:`, 'Write "provider: { name: aws, runtime: nodejs22.x }".');
    return false;
  }
  if (!isText && !provider.isMapOrMissing('a map with name: aws')) return false;
  if (!name.exists || name.value === 'aws') return provider.exists;
  name.error(`the provider is "${String(name.value)}": only services for aws can be served`);
  return false;
}

/** `plugins: [a, b]`, or `plugins: { modules: [a, b] }`. */
function pluginsOf(plugins: Part): readonly string[] {
  const list = isMap(plugins.value) ? plugins.get('modules') : plugins;
  return list.items.flatMap((plugin) => (typeof plugin.value === 'string' ? [plugin.value] : []));
}

function functionsOf(functions: Part): readonly ServiceFunction[] {
  return functions.entries.flatMap(([key, part]) => {
    if (!part.exists || !part.isMapOrMissing('a map with handler and events')) return [];
    const alias = aliasOf(key, part);
    return [{ key, part, ...(alias && { alias }) }];
  });
}

const MISSPELT: Readonly<Record<string, string>> = { Runtime: 'runtime', memory: 'memorySize', env: 'environment' };

function checkKeys(root: Part): void {
  const provider = root.get('provider');
  for (const [written, meant] of Object.entries(MISSPELT)) {
    const part = provider.get(written);
    if (part.exists && !provider.get(meant).exists) {
      part.warning(`provider has the key "${written}", which the framework ignores`, `Did you mean "${meant}"?`);
    }
  }
}
