import { existsSync, mkdirSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import type * as Esbuild from 'esbuild';
import type { BuildContext, BuildFailure, BuildOptions, Message, OutputFile } from 'esbuild';
import { messageFile, unresolvedSpecifier } from './build-problems.ts';
import { externalPackages } from './externals.ts';
import { entryOutputs } from './input-graph.ts';
import type { EntryOutput } from './input-graph.ts';
import { PLACE_DEFINES, userSources } from './sources.ts';

/** What one run over all entry files gave. */
export interface Compilation {
  /** By absolute source path; every entry is here, broken ones too, so that their inputs can be watched. */
  readonly entries: ReadonlyMap<string, EntryOutput>;
  /** Messages by absolute path of the file that is at fault. An entry is broken when one of its inputs is here. */
  readonly faults: ReadonlyMap<string, readonly Message[]>;
}

interface Failed {
  readonly messages: readonly Message[];
  readonly failure: unknown;
}

/** Each round takes the files at fault out of the build; new faults appear only behind old ones, so few rounds are needed. */
const MAX_ROUNDS = 10;

/** A CommonJS module's `require` of what stays outside, and the place of modules that have none of their own. */
const BANNER =
  "import { createRequire as __gwCreateRequire } from 'node:module'; const require = __gwCreateRequire(import.meta.url);";

/** One incremental esbuild context for all entry files. A file that does not build never keeps the others from building. */
export class Compiler {
  readonly #root: string;
  readonly #entryFiles: readonly string[];
  readonly #faults = new Map<string, Message[]>();
  /** Files that do not build, with the specifiers in them that cannot be resolved. */
  readonly #broken = new Map<string, Set<string>>();
  readonly #fingerprints = new Map<string, string>();
  readonly #options: BuildOptions;
  #context: BuildContext | undefined;

  /** Paths absolute; `entryFiles` distinct. `layerFolders` have a `node_modules` to import from, after the project's own. */
  constructor(root: string, outputFolder: string, entryFiles: readonly string[], layerFolders: readonly string[] = []) {
    this.#root = root;
    this.#entryFiles = entryFiles;
    this.#options = {
      absWorkingDir: root,
      entryPoints: entryFiles.map((file, index) => ({ in: file, out: `${index}-${flatName(relative(root, file))}` })),
      outdir: outputFolder,
      entryNames: '[name]-[hash]',
      chunkNames: 'shared-[hash]',
      outExtension: { '.js': '.mjs' },
      bundle: true,
      splitting: true,
      format: 'esm',
      platform: 'node',
      target: 'node20',
      // Without it esbuild would prefer the `module` condition of bundlers, which Node does not know.
      conditions: [],
      sourcemap: 'linked',
      sourcesContent: false,
      keepNames: true,
      metafile: true,
      // esbuild would delete the outputs of its last run, which invocations under way may still import.
      write: false,
      logLevel: 'silent',
      banner: { js: BANNER },
      define: { ...PLACE_DEFINES },
      loader: { ...TEXT_LOADERS },
      plugins: [externalPackages(outputFolder, layerFolders), userSources(this.#broken, this.#fingerprints)],
    };
  }

  async compile(): Promise<Compilation> {
    this.#faults.clear();
    this.#broken.clear();
    this.#context ??= await esbuild().context(this.#options);
    for (let round = 1; ; round += 1) {
      const outcome = await this.#attempt(this.#context);
      if ('entries' in outcome) return { entries: outcome.entries, faults: new Map(this.#faults) };
      if (round === MAX_ROUNDS || !this.#setAside(outcome.messages)) return this.#nothing(outcome);
    }
  }

  async dispose(): Promise<void> {
    await this.#context?.dispose();
    this.#context = undefined;
  }

  async #attempt(context: BuildContext): Promise<{ entries: Map<string, EntryOutput> } | Failed> {
    try {
      const { metafile, outputFiles = [] } = await context.rebuild();
      if (!metafile) return { messages: [], failure: new Error('esbuild gave no metafile') };
      await this.#write(outputFiles);
      return { entries: entryOutputs(metafile, this.#root, this.#fingerprints) };
    } catch (failure) {
      return { messages: (failure as Partial<BuildFailure>).errors ?? [], failure };
    }
  }

  /** The build failed in a way that no file of the user's explains: every function has that problem. */
  #nothing({ messages, failure }: Failed): Compilation {
    const text = `The build failed: ${failure instanceof Error ? failure.message : String(failure)}`;
    const unplaced: Message = { id: '', pluginName: '', text, location: null, notes: [], detail: undefined };
    const faults = messages.length === 0 ? [unplaced] : messages;
    return { entries: new Map(), faults: new Map(this.#entryFiles.map((file) => [file, faults])) };
  }

  /** Names have a hash of the contents, so a file that exists is right already. */
  async #write(files: readonly OutputFile[]): Promise<void> {
    const missing = files.filter((file) => !existsSync(file.path));
    for (const folder of new Set(missing.map((file) => dirname(file.path)))) mkdirSync(folder, { recursive: true });
    await Promise.all(missing.map((file) => writeFile(file.path, file.contents)));
  }

  /** Remembers the files at fault; false when a message names none that was not known, so that another round would not help. */
  #setAside(messages: readonly Message[]): boolean {
    let progress = false;
    const standIns = new Set(this.#broken.keys());
    for (const message of messages) {
      const file = messageFile(message, this.#root);
      if (file === undefined) continue;
      const specifier = unresolvedSpecifier(message);
      const unresolved = this.#broken.get(file) ?? new Set();
      progress ||= !this.#broken.has(file) || (specifier !== undefined && !unresolved.has(specifier));
      this.#broken.set(file, specifier === undefined ? unresolved : unresolved.add(specifier));
      // What is wrong with a stand-in has no place in the source.
      if (!standIns.has(file)) this.#faults.set(file, [...(this.#faults.get(file) ?? []), message]);
    }
    return progress;
  }
}

const TEXT_LOADERS = Object.fromEntries(
  ['.txt', '.html', '.sql', '.graphql', '.gql', '.md', '.csv', '.xml', '.pem', '.vtl', '.yaml', '.yml'].map(
    (extension) => [extension, 'text'] as const,
  ),
);

function flatName(path: string): string {
  return path
    .replace(/\.[^.]*$/, '')
    .replace(/[^A-Za-z0-9]+/g, '-')
    .replace(/^-/, '');
}

/** Required, not imported: to import this CommonJS module Node would first search its text for names, which takes longer than loading it. */
function esbuild(): typeof Esbuild {
  return createRequire(import.meta.url)('esbuild') as typeof Esbuild;
}
