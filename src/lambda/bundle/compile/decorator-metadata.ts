import { createRequire } from 'node:module';
import { extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decoratorOptions } from '../graph/tsconfig.ts';

/** The part of `@swc/core` that is used. */
interface Swc {
  transform(source: string, options: Readonly<Record<string, unknown>>): Promise<{ readonly code: string }>;
}

const DECORATOR = /^[^\S\n]*@[A-Za-z_$]|[(,]\s*@[A-Za-z_$]/m;

/** Said when a project needs the metadata and the optional peer is not there. */
const SWC_MISSING =
  'The tsconfig asks for emitDecoratorMetadata, which needs the compiler @swc/core, and it is not installed';

export class SwcMissing extends Error {
  constructor() {
    super(SWC_MISSING);
    this.name = 'SwcMissing';
  }
}

/**
 * JavaScript of a TypeScript file that has decorators, with `design:type` metadata as NestJS and TypeORM need it; `undefined` when the
 * tsconfig does not ask for it or the file has none. esbuild compiles without types and cannot emit them. The compiler is looked for from
 * the given files: the project's own before one beside the emulator. Throws `SwcMissing`.
 */
export async function withDecoratorMetadata(
  path: string,
  source: string,
  lookFrom: readonly string[] = [path, import.meta.url],
): Promise<string | undefined> {
  if (!/\.[cm]?tsx?$/.test(path) || !DECORATOR.test(source) || !decoratorOptions(path).emitDecoratorMetadata)
    return undefined;
  const swc = await loadSwc(lookFrom);
  const { code } = await swc.transform(source, {
    filename: path,
    swcrc: false,
    configFile: false,
    sourceMaps: 'inline',
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true, tsx: extname(path) === '.tsx' },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
  });
  return code;
}

async function loadSwc(lookFrom: readonly string[]): Promise<Swc> {
  for (const from of lookFrom) {
    const found = resolveFrom(from);
    if (found !== undefined) {
      const loaded = (await import(pathToFileURL(found).href)) as Swc & { readonly default?: Swc };
      return loaded.default ?? loaded;
    }
  }
  throw new SwcMissing();
}

function resolveFrom(from: string): string | undefined {
  try {
    return createRequire(from).resolve('@swc/core');
  } catch {
    return undefined;
  }
}
