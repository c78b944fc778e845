import { posix } from 'node:path';
import type { Transformation } from '../transformation.ts';
import type { TemplateMap } from '../../template/template.ts';
import { buildSettings } from './build-properties.ts';
import { isMap } from '../words/values.ts';

/**
 * The resource's `Metadata`, with what the emulator reads of it: `BuildMethod: esbuild` bundles the function, as `sam build` does, and moves
 * its entry points up to where the handler names them. Other build methods copy the code as it stands, or run commands of the user's.
 */
export function emulatorMetadata(work: Transformation, id: string): TemplateMap | undefined {
  const metadata = work.resource(id)?.['Metadata'];
  if (!isMap(metadata)) return undefined;
  if (metadata['BuildMethod'] !== 'esbuild') return metadata;
  const properties = isMap(metadata['BuildProperties']) ? metadata['BuildProperties'] : {};
  const build = buildSettings(work, id, properties);
  const sourceRoot = sourceRootOf(properties['EntryPoints'], work.propertiesOf(id)['Handler']);
  const hints = { bundle: true, ...(sourceRoot !== undefined && { sourceRoot }), ...(build && { build }) };
  return work.positions.copied(metadata, { ...metadata, 'gw-emulate': hints });
}

/**
 * The folder that esbuild takes the names of its outputs from: the lowest one that holds all entry points. `src/handlers/get.ts` becomes
 * `get.js`, which the handler `get.handler` names. `undefined` where the handler's file is where the handler says.
 */
function sourceRootOf(
  entries: TemplateMap[string] | undefined,
  handler: TemplateMap[string] | undefined,
): string | undefined {
  if (!Array.isArray(entries) || typeof handler !== 'string') return undefined;
  const files = entries.filter((entry) => typeof entry === 'string').map((entry) => posix.normalize(entry));
  const [first] = files;
  if (first === undefined) return undefined;
  let root = posix.dirname(first);
  while (root !== '.' && !files.every((file) => file.startsWith(`${root}/`))) root = posix.dirname(root);
  const module = handler.slice(0, handler.lastIndexOf('.'));
  const outputs = files.map((file) => posix.relative(root, file).replace(/\.[cm]?[jt]sx?$/, ''));
  return root !== '.' && outputs.includes(module) ? root : undefined;
}
