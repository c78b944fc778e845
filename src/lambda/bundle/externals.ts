import { isBuiltin } from 'node:module';
import { dirname, isAbsolute } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';
import { PackageLookup, packageNameOf } from './packages.ts';

const ASK_ESBUILD = Symbol('resolve without this plugin');

/** Where this package is installed: a last place to look for the AWS SDK, which on AWS is part of the runtime. */
const OWN_FOLDER = dirname(fileURLToPath(import.meta.url));

/** Packages that the Node runtime provides on AWS, so that about a third of real projects do not list them. */
const PROVIDED = /^@(?:aws-sdk|smithy)\//;

/** Names an import that could not be resolved: importer and specifier. */
export const importKey = (importer: string, specifier: string): string => `${importer}\0${specifier}`;

/**
 * Leaves out of the bundle what really lives under `node_modules`: bundling an SDK for each function would cost seconds and gigabytes.
 * The name is kept where Node finds the same package from the output folder; elsewhere (a package's own `node_modules` in a monorepo) the
 * resolved path takes its place. Imports listed in `missing` stay as they are and fail when the handler runs, as on AWS.
 */
export function externalPackages(outputFolder: string, missing: ReadonlySet<string>): Plugin {
  const packages = new PackageLookup();
  return {
    name: 'external-packages',
    setup(build) {
      build.onStart(() => packages.forget());
      build.onResolve({ filter: /.*/ }, async (args) => {
        if (args.pluginData === ASK_ESBUILD || args.kind === 'entry-point') return undefined;
        if (missing.has(importKey(args.importer, args.path))) return { path: args.path, external: true };
        if (args.path.endsWith('.node')) return addOn(build, args);
        if (args.path.startsWith('.') || args.path.startsWith('#') || isAbsolute(args.path)) return undefined;
        if (isBuiltin(args.path)) return { path: args.path, external: true };
        return externalPackage(build, packages, outputFolder, args);
      });
    },
  };
}

async function externalPackage(
  build: PluginBuild,
  packages: PackageLookup,
  outputFolder: string,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  const name = packageNameOf(args.path);
  const found = packages.find(name, args.resolveDir);
  const seenFromOutput = packages.find(name, outputFolder);
  if (found?.installed && found.folder === seenFromOutput?.folder) return { path: args.path, external: true };
  if (found?.installed) return byPath(build, args, args.resolveDir);
  if (!found && PROVIDED.test(args.path) && packages.find(name, OWN_FOLDER)) return byPath(build, args, OWN_FOLDER);
  return undefined;
}

async function byPath(
  build: PluginBuild,
  args: OnResolveArgs,
  resolveDir: string,
): Promise<OnResolveResult | undefined> {
  const resolved = await build.resolve(args.path, {
    kind: args.kind,
    importer: args.importer,
    resolveDir,
    pluginData: ASK_ESBUILD,
  });
  if (resolved.errors.length > 0) return undefined;
  const path = args.kind === 'require-call' ? resolved.path : pathToFileURL(resolved.path).href;
  return { path, external: true };
}

/** A native add-on cannot be bundled; it is required from where it lies. */
async function addOn(build: PluginBuild, args: OnResolveArgs): Promise<OnResolveResult | undefined> {
  const resolved = await build.resolve(args.path, {
    kind: args.kind,
    resolveDir: args.resolveDir,
    pluginData: ASK_ESBUILD,
  });
  return resolved.errors.length > 0 ? undefined : { path: resolved.path, external: true };
}
