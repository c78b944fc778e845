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

/** Text of the nearest tsconfig.json above a file; empty when there is none. */
export function tsconfigText(file: string): string {
  const tsconfig = nearest(dirname(file));
  return tsconfig === undefined ? '' : readFileSync(tsconfig, 'utf8');
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
  const parents = [parsed?.extends ?? []].flat().map((name) => parentFile(tsconfig, name));
  const inherited = parents.flatMap((parent) => (parent === undefined ? [] : [read(parent, depth - 1)]));
  const { experimentalDecorators, emitDecoratorMetadata } = parsed?.compilerOptions ?? {};
  return Object.assign(
    {},
    ...inherited,
    experimentalDecorators === undefined ? {} : { experimentalDecorators },
    emitDecoratorMetadata === undefined ? {} : { emitDecoratorMetadata },
  ) as Partial<DecoratorOptions>;
}

interface RawTsconfig {
  readonly extends?: string | readonly string[];
  readonly compilerOptions?: Partial<DecoratorOptions>;
}

function parseJsonWithComments(file: string): RawTsconfig | undefined {
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
