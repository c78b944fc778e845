import { existsSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { FunctionCodeState } from '../bundle/built-function.ts';
import { moduleFormat } from '../bundle/graph/module-format.ts';
import { FunctionFailure, failureWithoutStack } from '../function-failure.ts';
import { parseHandler } from '../handler-string.ts';

/** Where AWS's runtime looks for a module, in order (docs/aws/lambda.md#handler-string). What is in the zip file is used as it is. */
const EXTENSIONS = ['', '.js', '.mjs', '.cjs'];

/** The code of a function whose package is unpacked in a folder; a failed state with AWS's error where its handler is not in there. */
export function unpackedCode(folder: string, handler: string): FunctionCodeState {
  try {
    const name = parseHandler(handler);
    const base = resolve(folder, name.folder, name.module);
    const file = [...EXTENSIONS.map((extension) => base + extension), join(base, 'index.js')].find(isFile);
    if (file !== undefined) return { kind: 'ready', file, format: moduleFormat(file), fingerprint: file };
    const message = `Error: Cannot find module '${name.module}'\nRequire stack:\n- /var/runtime/index.mjs`;
    return { kind: 'failed', error: failureWithoutStack('Runtime.ImportModuleError', message) };
  } catch (error) {
    if (error instanceof FunctionFailure) {
      return { kind: 'failed', error: failureWithoutStack(error.name, error.message) };
    }
    throw error;
  }
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}
