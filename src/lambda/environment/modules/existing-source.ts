import { existsSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { extname, join, sep } from 'node:path';
import { pathsOf } from '../../bundle/graph/tsconfig-paths.ts';

export const TYPESCRIPT: readonly string[] = ['.ts', '.tsx', '.mts', '.cts'];
/** What a source is called that its compiled neighbour is asked for by. */
const SOURCES_OF: Readonly<Record<string, readonly string[]>> = {
  '.js': ['.ts', '.tsx'],
  '.mjs': ['.mts'],
  '.cjs': ['.cts'],
};

/** What the `paths` of a tsconfig make of a name in a TypeScript file that was not known when the function was built. */
export function mappedPath(request: string, importer: string): string | undefined {
  const isName = !/^(?:\.{0,2}[\\/]|[A-Za-z]:[\\/]|file:|node:)/.test(request) && !isBuiltin(request);
  if (!isName || !TYPESCRIPT.includes(extname(importer)) || importer.includes(`${sep}node_modules${sep}`))
    return undefined;
  return pathsOf(request, importer)
    .map((path) => existingSource(path) ?? existingFile(path))
    .find((file) => file !== undefined);
}

/** A file that a path means as bundlers and `require` know it. */
export function existingFile(base: string): string | undefined {
  return ['', '.js', '.cjs', '.mjs', '.json', `${sep}index.js`]
    .map((ending) => base + ending)
    .find((file) => statSync(file, { throwIfNoEntry: false })?.isFile() === true);
}

/** The TypeScript that a path means, as the compiled project would have JavaScript there. */
export function existingSource(base: string): string | undefined {
  if (base.includes(`${sep}node_modules${sep}`)) return undefined;
  const extension = /\.[cm]?js$/.exec(base)?.[0] ?? '';
  const stem = base.slice(0, base.length - extension.length);
  return [
    ...(SOURCES_OF[extension] ?? []).map((each) => stem + each),
    ...TYPESCRIPT.map((each) => base + each),
    ...TYPESCRIPT.map((each) => join(base, `index${each}`)),
  ].find((file) => existsSync(file));
}
