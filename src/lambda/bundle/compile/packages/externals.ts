import { isBuiltin } from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { OnResolveArgs, OnResolveResult, Plugin, PluginBuild } from 'esbuild';
import { moduleFormat } from '../../graph/module-format.ts';
import { COMMONJS_PACKAGE } from '../../graph/own-modules.ts';
import { PackageLookup, packageNameOf } from '../../graph/packages.ts';
import type { PackageVariants } from './package-variants.ts';

/** Of questions that this plugin asks esbuild itself. */
export const ASK_ESBUILD = Symbol('resolve without this plugin');

/** Where this package is installed: a last place to look for the AWS SDK, which on AWS is part of the runtime. */
const OWN_FOLDER = dirname(fileURLToPath(import.meta.url));

/** Packages that the Node runtime provides on AWS, so that about a third of real projects do not list them. */
const PROVIDED = /^@(?:aws-sdk|smithy)\//;

/** What one run left outside. */
export class Outside {
  /** Folders of the installed packages that are imported. */
  readonly packages = new Set<string>();
  /** Importing file -> specifier -> path, of those that `require` would not find by the specifier. */
  readonly paths = new Map<string, Map<string, string>>();
  /** Whether one of them stands where Node would not look from the importing file: in a layer, or beside the emulator. */
  elsewhere = false;

  add({ path: specifier, importer, resolveDir }: OnResolveArgs, place: Place, path: string | undefined): void {
    this.packages.add(place.folder);
    this.elsewhere ||= place.from !== resolveDir;
    if (path === undefined || path === specifier) return;
    const ofImporter = this.paths.get(importer) ?? new Map<string, string>();
    this.paths.set(importer, ofImporter.set(specifier, path));
  }

  clear(): void {
    this.packages.clear();
    this.paths.clear();
    this.elsewhere = false;
  }
}

/** Where packages are looked for, and what the output will be. */
export interface PackageSettings {
  /** Outputs lie below this folder. */
  readonly outputFolder: string;
  /** Folders with a `node_modules` to import from, after the project's own. */
  readonly layerFolders: readonly string[];
  readonly format: 'cjs' | 'esm';
  /** Names that mean others: esbuild looks for them itself. */
  readonly alias: Readonly<Record<string, string>>;
  readonly variants: PackageVariants;
}

/**
 * Leaves out of the bundle what really lives under `node_modules`: bundling an SDK for each function would cost seconds and gigabytes. Not
 * packages of which the build asks for another variant than Node's.
 * The name is kept where Node finds the same package from the output folder; elsewhere (a package's own `node_modules` in a monorepo) the
 * resolved path takes its place.
 *
 * In an ES module CommonJS packages are required, not imported: handlers compiled or bundled for AWS name exports that Node's own reading of
 * CommonJS does not find (`import { sign } from 'jsonwebtoken'`), and default imports follow `__esModule`. In a CommonJS bundle all are
 * required, in the order that is written; those that can only be imported by their path, which Node can require.
 */
export function externalPackages(settings: PackageSettings, outside: Outside): Plugin {
  const packages = new PackageLookup();
  const formats = new Map<string, Promise<'cjs' | 'esm'>>();
  return {
    name: 'external-packages',
    setup(build) {
      build.onStart(() => {
        packages.forget();
        settings.variants.forget();
        formats.clear();
      });
      build.onResolve({ filter: /.*/, namespace: COMMONJS_PACKAGE }, ({ path }) => ({ path, external: true }));
      // Relative imports are not asked for: each question costs a round trip to esbuild's process.
      build.onResolve({ filter: /^[^./#]|\.node$/ }, async (args) => {
        if (args.pluginData === ASK_ESBUILD || args.kind === 'entry-point') return undefined;
        if (args.path.endsWith('.node')) return addOn(build, args);
        if (isAliased(args.path, settings)) return undefined;
        if (isBuiltin(args.path)) return { path: args.path, external: true };
        const place = placeOf(packages, settings, args);
        if (place === undefined || settings.variants.isAskedOf(place.folder)) return undefined;
        const found =
          settings.format === 'cjs' && args.kind === 'import-statement'
            ? await requiredPackage(build, place, args)
            : await externalPackage(build, formats, place, args);
        if (found === undefined) return undefined;
        outside.add(args, place, found.path);
        return found;
      });
      build.onLoad({ filter: /.*/, namespace: COMMONJS_PACKAGE }, ({ path }) => ({
        contents: `module.exports = require(${JSON.stringify(path)});`,
        loader: 'js',
      }));
    },
  };
}

function isAliased(path: string, { alias }: PackageSettings): boolean {
  return Object.keys(alias).some((name) => path === name || path.startsWith(`${name}/`));
}

interface Place {
  /** The package's folder. */
  readonly folder: string;
  /** Where to resolve from. */
  readonly from: string;
  /** Whether Node finds the same package by its name from the output folder. */
  readonly byName: boolean;
}

/** Where an import's package is installed; `undefined` when it is not, or is the user's own workspace. */
function placeOf(
  packages: PackageLookup,
  { outputFolder, layerFolders }: PackageSettings,
  args: OnResolveArgs,
): Place | undefined {
  const name = packageNameOf(args.path);
  const found = packages.find(name, args.resolveDir);
  if (found) {
    const byName = found.folder === packages.find(name, outputFolder)?.folder;
    return found.installed ? { folder: found.folder, from: args.resolveDir, byName } : undefined;
  }
  for (const from of layerFolders) {
    const inLayer = packages.find(name, from);
    if (inLayer) return { folder: inLayer.folder, from, byName: false };
  }
  const provided = PROVIDED.test(args.path) ? packages.find(name, OWN_FOLDER) : undefined;
  return provided && { folder: provided.folder, from: OWN_FOLDER, byName: false };
}

/** An `import` that becomes a `require`: of the CommonJS variant, if there is one. */
async function requiredPackage(
  build: PluginBuild,
  place: Place,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  const required = await resolved(build, { ...args, kind: 'require-call' }, place.from);
  if (required !== undefined && moduleFormat(required) === 'cjs') {
    return { path: place.byName ? args.path : required, external: true };
  }
  const path = (await resolved(build, args, place.from)) ?? required;
  return path === undefined ? undefined : { path, external: true };
}

async function externalPackage(
  build: PluginBuild,
  formats: Map<string, Promise<'cjs' | 'esm'>>,
  place: Place,
  args: OnResolveArgs,
): Promise<OnResolveResult | undefined> {
  const isRequire = args.kind === 'require-call' || args.kind === 'require-resolve';
  if (isRequire && place.byName) return { path: args.path, external: true };
  const path = isRequire ? await resolved(build, args, place.from) : undefined;
  if (isRequire) return path === undefined ? undefined : { path, external: true };

  const key = `${place.folder}\0${args.path}`;
  const format = formats.get(key) ?? formatOf(build, args, place.from);
  formats.set(key, format);
  // A dynamic import stays Node's: its module object cannot be given names that are known only when it runs.
  if (args.kind !== 'dynamic-import' && (await format) === 'cjs') {
    const required = place.byName ? args.path : await resolved(build, { ...args, kind: 'require-call' }, place.from);
    return required === undefined ? undefined : { path: required, namespace: COMMONJS_PACKAGE };
  }
  if (place.byName) return { path: args.path, external: true };
  const imported = await resolved(build, args, place.from);
  return imported === undefined ? undefined : { path: pathToFileURL(imported).href, external: true };
}

/** Whether Node's `import` of the package would load CommonJS. What esbuild cannot resolve is left to Node. */
async function formatOf(build: PluginBuild, args: OnResolveArgs, from: string): Promise<'cjs' | 'esm'> {
  const path = await resolved(build, args, from);
  return path === undefined ? 'esm' : moduleFormat(path);
}

async function resolved(build: PluginBuild, args: OnResolveArgs, resolveDir: string): Promise<string | undefined> {
  const { kind, importer } = args;
  const result = await build.resolve(args.path, { kind, importer, resolveDir, pluginData: ASK_ESBUILD });
  return result.errors.length > 0 ? undefined : result.path;
}

/** A native add-on cannot be bundled; it is required from where it lies. */
async function addOn(build: PluginBuild, args: OnResolveArgs): Promise<OnResolveResult | undefined> {
  const path = await resolved(build, args, args.resolveDir);
  return path === undefined ? undefined : { path, external: true };
}
