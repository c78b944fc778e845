import { createHash } from 'node:crypto';
import { existsSync, mkdirSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { OutputFile } from 'esbuild';
import { compiledFilesLoader, moduleHooks } from '../../environment/environment-files.ts';
import { writeWhole } from '../../../model/base/regular-file.ts';
import { moduleFormat } from '../graph/module-format.ts';
import type { ModulePlaces } from './module-options.ts';

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

/** What the loader of individually compiled sources receives. */
export interface CompiledFiles {
  /** Source -> the module that it was compiled to. */
  readonly files: Readonly<Record<string, string>>;
  /** Importing source -> specifier -> absolute path, where Node by itself would not find it. */
  readonly imports: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** What the hooks for individually compiled ES modules receive. */
export interface CompiledModules extends CompiledFiles, ModulePlaces {}

/** Writes the module that installs the hooks, and then loads `main`, one of the files, which has these exports. */
export function writeCompiledModules(compiled: CompiledModules, main: string, exports: readonly string[]): Output {
  const handed = exports.map((name, at) => `const e${at} = loaded[${JSON.stringify(name)}];`);
  const text = [
    `import { register } from 'node:module';`,
    `register(${JSON.stringify(pathToFileURL(moduleHooks()).href)}, { data: ${JSON.stringify(compiled)} });`,
    // The space keeps the build of the command line from taking this for an import of its own.
    `const loaded = await import (${JSON.stringify(pathToFileURL(main).href)});`,
    ...handed,
    `export { ${exports.map((name, at) => `e${at} as ${JSON.stringify(name)}`).join(', ')} };`,
    '',
  ].join('\n');
  const file = writeMain(text, '.mjs', compiled.outputFolder);
  return { file, format: 'esm', files: new Set([file, ...Object.values(compiled.files)]) };
}

/** Writes the module that loads them, and then `main`: one of them, or a file of an installed package that loads them. */
export function writeCompiledFiles(compiled: CompiledFiles, main: string, outputFolder: string): Output {
  const others = Object.values(compiled.files);
  const install = `require(${JSON.stringify(compiledFilesLoader())}).install(${JSON.stringify(compiled)});\n`;
  if (compiled.files[main] !== undefined || moduleFormat(main) === 'cjs') {
    const text = `${install}module.exports = require(${JSON.stringify(main)});\n`;
    const file = writeMain(text, '.cjs', outputFolder);
    return { file, format: 'cjs', files: new Set([file, ...others]) };
  }
  const installer = writeMain(install, '.cjs', outputFolder);
  const url = JSON.stringify(pathToFileURL(main).href);
  const file = writeMain(`import './${basename(installer)}';\nexport * from ${url};\n`, '.mjs', outputFolder);
  return { file, format: 'esm', files: new Set([file, installer, ...others]) };
}

function writeMain(text: string, extension: '.cjs' | '.mjs', outputFolder: string): string {
  const name = `main-${createHash('sha1').update(text).digest('hex')}${extension}`;
  const file = join(outputFolder, 'files', name);
  if (!existsSync(file)) write(file, text);
  return file;
}

function write(path: string, contents: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  writeWhole(path, contents);
}
