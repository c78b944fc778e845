import type { Metafile } from 'esbuild';
import type { OwnModule } from '../graph/own-modules.ts';
import type { BundleRun } from './esbuild-run.ts';

/** Names that come from a package are known only when it runs. */
const REEXPORTS = /^export \* from/m;
const ANNOTATION = /\n0 && \(module\.exports = \{([^}]*)\}\);/;

/** The names that a bundle's entry exports, as far as that is known: of a CommonJS module nothing is before it runs. */
export function entryExports(
  { metafile, outputs }: Extract<BundleRun, { ok: true }>,
  entry: OwnModule,
  format: 'cjs' | 'esm',
): readonly string[] | undefined {
  if (entry.syntax !== 'esm') return undefined;
  const text = outputs.find(({ path }) => !path.endsWith('.map'))?.text ?? '';
  if (format === 'cjs') return annotatedExports(text);
  return REEXPORTS.test(text) ? undefined : Object.values(metafile.outputs).find(isEntry)?.exports;
}

/** esbuild lists a CommonJS bundle's exports for Node; without a list there are none. */
function annotatedExports(text: string): readonly string[] | undefined {
  const list = ANNOTATION.exec(text)?.[1] ?? '';
  if (list.includes('...')) return undefined;
  return list
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

function isEntry({ entryPoint }: Metafile['outputs'][string]): boolean {
  return entryPoint !== undefined;
}
