import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { OutputFile } from 'esbuild';
import { compiledFilesLoader } from '../../environment/environment-files.ts';

/** Code on disk that can be loaded. */
export interface Output {
  /** Absolute path of the module to load. */
  readonly file: string;
  readonly format: 'cjs' | 'esm';
  /** Absolute paths of the files it consists of, source maps included; without those of the user. */
  readonly files: ReadonlySet<string>;
}

/** Writes a bundle. Its name has a hash of the contents, so a file that exists is right already. */
export function writeBundle(outputs: readonly OutputFile[], format: 'cjs' | 'esm'): Output {
  for (const { path, contents } of outputs) if (!existsSync(path)) write(path, contents);
  const main = outputs.find(({ path }) => !path.endsWith('.map'))?.path ?? '';
  return { file: main, format, files: new Set(outputs.map(({ path }) => path)) };
}

/** What the loader of sources that were compiled one by one is told. */
export interface CompiledFiles {
  /** Absolute path of the source that the function begins with. */
  readonly main: string;
  /** Source -> the CommonJS module that it was compiled to. */
  readonly files: Readonly<Record<string, string>>;
  /** Importing source -> specifier -> absolute path, where Node by itself would not find it. */
  readonly imports: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Writes the module that loads them. */
export function writeCompiledFiles(compiled: CompiledFiles, outputFolder: string): Output {
  const text = `module.exports = require(${JSON.stringify(compiledFilesLoader())}).load(${JSON.stringify(compiled)});\n`;
  const file = join(outputFolder, 'files', `main-${createHash('sha1').update(text).digest('hex')}.cjs`);
  if (!existsSync(file)) write(file, text);
  return { file, format: 'cjs', files: new Set([file, ...Object.values(compiled.files)]) };
}

function write(path: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
