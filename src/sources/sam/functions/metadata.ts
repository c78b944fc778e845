import type { Transformation } from '../transformation.ts';
import type { TemplateMap } from '../../template/template.ts';
import { isMap } from '../words/values.ts';

/**
 * The resource's `Metadata`, with what the emulator reads of it: `BuildMethod: esbuild` bundles the function, as `sam build` does. Other build
 * methods copy the code as it stands, or run commands of the user's.
 */
export function emulatorMetadata(work: Transformation, id: string): TemplateMap | undefined {
  const metadata = work.resource(id)?.['Metadata'];
  if (!isMap(metadata)) return undefined;
  if (metadata['BuildMethod'] !== 'esbuild') return metadata;
  return work.positions.copied(metadata, { ...metadata, 'gw-emulate': { bundle: true } });
}
