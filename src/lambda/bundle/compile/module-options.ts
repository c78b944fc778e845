import { parse, relative } from 'node:path';
import type { BuildOptions, Plugin } from 'esbuild';
import { COMMON_OPTIONS, ESM_BANNER, TEXT_LOADERS } from './esbuild-options.ts';
import { ASK_ESBUILD, externalPackages, Outside } from './packages/externals.ts';
import { PackageVariants } from './packages/package-variants.ts';
import { PLACE_DEFINES } from './place.ts';
import { Seen, userSources } from './sources.ts';

/** Where sources that become ES modules are, and what they import from. Paths absolute. */
export interface ModulePlaces {
  readonly root: string;
  readonly outputFolder: string;
  readonly layerFolders: readonly string[];
}

/** What esbuild's path of an output is, before it is written elsewhere. */
export const OUTPUT_ENDING = '.gw.js';

/**
 * Paths that are joined at run time were given other names, so that esbuild does not bundle all that they may mean. The space keeps the build of the
 * command line from taking this for an import of its own.
 */
const RUN_TIME_CALLS = 'const __gwRunTime_require = require; const __gwRunTime_import = (path) => import (path);';

/**
 * Makes an ES module of each source by itself. Imports of the user's own files stay as they are written; text and JSON go in, and packages are
 * imported as in bundles.
 */
export function moduleOptions(files: readonly string[], places: ModulePlaces): BuildOptions {
  const { root, outputFolder, layerFolders } = places;
  const packages = { outputFolder, layerFolders, format: 'esm', alias: {}, variants: new PackageVariants({}) } as const;
  const reading = { format: 'esm', hideJoinedPaths: true } as const;
  return {
    ...besideSources(files, root),
    bundle: true,
    format: 'esm',
    banner: { js: `${ESM_BANNER} ${RUN_TIME_CALLS}` },
    define: { ...PLACE_DEFINES },
    plugins: [externalPackages(packages, new Outside()), ownFilesOutside(), userSources(new Seen(), reading)],
  };
}

/** Options for outputs of which each is made of one source. */
export function besideSources(files: readonly string[], root: string): BuildOptions {
  return {
    ...COMMON_OPTIONS,
    conditions: [],
    absWorkingDir: root,
    entryPoints: files.map((file) => ({ in: file, out: relative(parse(file).root, file) })),
    // Beside their sources, as far as source maps are concerned; nothing is written there.
    outdir: parse(root).root,
    outExtension: { '.js': OUTPUT_ENDING },
    sourcemap: 'inline',
    loader: { ...TEXT_LOADERS },
  };
}

/** What is neither a package nor text stays an import. */
function ownFilesOutside(): Plugin {
  const inlined = new Set([...Object.keys(TEXT_LOADERS), '.json']);
  return {
    name: 'own-files-outside',
    setup(build) {
      build.onResolve({ filter: /.*/ }, ({ path, kind, pluginData }) => {
        const isInlined = [...inlined].some((ending) => path.endsWith(ending));
        return kind === 'entry-point' || isInlined || pluginData === ASK_ESBUILD ? undefined : { path, external: true };
      });
    },
  };
}
