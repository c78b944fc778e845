import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, resolve } from 'node:path';

/** The compiler options that esbuild cannot honour by itself. */
export interface DecoratorOptions {
  readonly experimentalDecorators: boolean;
  readonly emitDecoratorMetadata: boolean;
}

const NEITHER: DecoratorOptions = { experimentalDecorators: false, emitDecoratorMetadata: false };
/** Far above any real chain of `extends`; a circle ends here. */
const MAX_EXTENDS = 20;

/** The decorator options of the nearest tsconfig.json above a file, its `extends` followed. An unreadable tsconfig counts as empty. */
export function decoratorOptions(file: string): DecoratorOptions {
  const tsconfig = nearest(dirname(file));
  return tsconfig === undefined ? NEITHER : { ...NEITHER, ...read(tsconfig, MAX_EXTENDS) };
}

/** The nearest tsconfig.json in or above a folder, and every file that it extends; none when there is none. */
export function tsconfigFiles(folder: string): string[] {
  const tsconfig = nearest(folder);
  const files = new Set(tsconfig === undefined ? [] : [tsconfig]);
  // The set grows while it is walked; a circle adds nothing.
  for (const file of files) for (const parent of parentsOf(file, parseJsonWithComments(file))) files.add(parent);
  return [...files];
}

/** What is in these files, for comparing. One that goes away just now has nothing in it. */
export function textOf(files: readonly string[]): string {
  return files.map((file) => (existsSync(file) ? readFileSync(file, 'utf8') : '')).join('\n');
}

function nearest(folder: string): string | undefined {
  const candidate = join(folder, 'tsconfig.json');
  if (existsSync(candidate)) return candidate;
  const parent = dirname(folder);
  return parent === folder ? undefined : nearest(parent);
}

function read(tsconfig: string, depth: number): Partial<DecoratorOptions> {
  if (depth === 0) return {};
  const parsed = parseJsonWithComments(tsconfig);
  const inherited = parentsOf(tsconfig, parsed).map((parent) => read(parent, depth - 1));
  const { experimentalDecorators, emitDecoratorMetadata } = parsed?.compilerOptions ?? {};
  return Object.assign(
    {},
    ...inherited,
    experimentalDecorators === undefined ? {} : { experimentalDecorators },
    emitDecoratorMetadata === undefined ? {} : { emitDecoratorMetadata },
  ) as Partial<DecoratorOptions>;
}

function parentsOf(tsconfig: string, parsed: RawTsconfig | undefined): string[] {
  return [parsed?.extends ?? []].flat().flatMap((name) => parentFile(tsconfig, name) ?? []);
}

interface RawTsconfig {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: Partial<DecoratorOptions> & {
    readonly baseUrl?: string;
    readonly paths?: Readonly<Record<string, readonly string[]>>;
  };
}

/** A tsconfig as it is written; `undefined` when it cannot be read. */
export function parseJsonWithComments(file: string): RawTsconfig | undefined {
  try {
    const text = readFileSync(file, 'utf8');
    // Strings are matched first, so that nothing inside them is taken for a comment or a trailing comma.
    const json = text
      .replace(/("(?:\\.|[^"\\])*")|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, '$1')
      .replace(/("(?:\\.|[^"\\])*")|,(?=\s*[}\]])/g, '$1');
    return JSON.parse(json) as RawTsconfig;
  } catch {
    return undefined;
  }
}

function parentFile(tsconfig: string, name: string): string | undefined {
  const candidates =
    name.startsWith('.') || name.startsWith('/') ? [resolve(dirname(tsconfig), name)] : packaged(tsconfig, name);
  return candidates
    .flatMap((path) => [path, `${path}.json`])
    .find((path) => path.endsWith('.json') && existsSync(path));
}

function packaged(tsconfig: string, name: string): string[] {
  const { resolve: resolvePackage } = createRequire(tsconfig);
  return [name, `${name}.json`, `${name}/tsconfig.json`].flatMap((candidate) => {
    try {
      return [resolvePackage(candidate)];
    } catch {
      return [];
    }
  });
}
