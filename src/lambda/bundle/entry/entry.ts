import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { basename, dirname, extname, join, relative, resolve } from 'node:path';
import { nearestFile } from '../../../model/nearest/nearest-file.ts';
import { writeWhole } from '../../../model/base/regular-file.ts';
import type { LambdaFunction } from '../../../model/definition/function.ts';
import type { Problem } from '../../../model/base/position.ts';
import { FunctionFailure, failureWithoutStack } from '../../function-failure.ts';
import type { RuntimeErrorObject } from '../../function-failure.ts';
import { parseHandler } from '../../handler-string.ts';
import type { HandlerName } from '../../handler-string.ts';
import { findHandlerFile, handlerFileCandidates, HANDLER_EXTENSIONS } from './handler-file.ts';

/** Where a function's code begins, or why it begins nowhere. */
export type Entry =
  | { readonly kind: 'file'; readonly file: string; readonly name: HandlerName }
  | {
      readonly kind: 'none';
      readonly error: RuntimeErrorObject;
      readonly problem: Problem;
      /** Folder in which the missing file may appear. */
      readonly lookedIn: string;
    };

/**
 * The entry file of a function that is built from source; `undefined` for kinds that are not bundled (`command`, `zip`). Inline source is
 * written to a file below the output folder, under the module name of its handler string.
 */
export function entryOf(lambda: LambdaFunction, outputFolder: string, workingFolder: string): Entry | undefined {
  if (lambda.code.kind !== 'handler' && lambda.code.kind !== 'inline') return undefined;
  const lookedIn = dirname(resolve(lambda.root, lambda.handler));
  const name = parsed(lambda.handler);
  if (name instanceof FunctionFailure) {
    const problem = declared(
      lambda,
      `${lambda.name}: the handler "${lambda.handler}" is not a path, a dot and an export's name`,
    );
    return { kind: 'none', error: failureWithoutStack(name.name, name.message), problem, lookedIn };
  }
  if (lambda.code.kind === 'inline') {
    return { kind: 'file', file: writeInline(lambda.name, name, lambda.code.source, outputFolder), name };
  }
  const file = findHandlerFile(lambda.root, name);
  if (file !== undefined) return { kind: 'file', file, name };
  return { kind: 'none', error: moduleNotFound(name), problem: fileMissing(lambda, name, workingFolder), lookedIn };
}

function parsed(handler: string): HandlerName | FunctionFailure {
  try {
    return parseHandler(handler);
  } catch (error) {
    if (error instanceof FunctionFailure) return error;
    throw error;
  }
}

function writeInline(functionName: string, name: HandlerName, source: string, outputFolder: string): string {
  const folder = join(outputFolder, 'inline', functionName);
  const file = join(folder, `${name.module}.js`);
  mkdirSync(folder, { recursive: true });
  // On AWS the source stands alone: the project's own `"type": "module"` does not reach it.
  writeUnlessSame(join(folder, 'package.json'), '{}');
  writeUnlessSame(file, source);
  return file;
}

/** Both files are watched as the function's sources: writing what they hold already would start the next build. */
function writeUnlessSame(file: string, text: string): void {
  if (existsSync(file) && readFileSync(file, 'utf8') === text) return;
  writeWhole(file, text);
}

/** docs/aws/lambda.md#handler-string: what `require` says on AWS; the requiring file is the runtime's own. */
function moduleNotFound(name: HandlerName): RuntimeErrorObject {
  return failureWithoutStack(
    'Runtime.ImportModuleError',
    `Error: Cannot find module '${name.module}'\nRequire stack:\n- /var/runtime/index.mjs`,
  );
}

function fileMissing(lambda: LambdaFunction, name: HandlerName, workingFolder: string): Problem {
  if (!existsSync(lambda.root)) return folderMissing(lambda, workingFolder);
  const base = resolve(lambda.root, name.folder, name.module);
  const first = relative(workingFolder, handlerFileCandidates(base)[0] ?? base);
  return {
    ...declared(
      lambda,
      `${lambda.name}: no file for the handler "${lambda.handler}"; looked for ${first} and ${HANDLER_EXTENSIONS.slice(1).join(' ')}`,
    ),
    hint: nearHint(lambda, base) ?? fileHint(lambda),
  };
}

function folderMissing(lambda: LambdaFunction, workingFolder: string): Problem {
  const near = nearestFile(lambda.root);
  const meant = near === undefined ? '' : `; did you mean ${relative(workingFolder, near)}?`;
  return declared(
    lambda,
    `${lambda.name}: there is no folder ${relative(workingFolder, lambda.root)} with its code${meant}`,
  );
}

/** The file that was probably meant, as a handler names it. */
function nearHint({ root, handler }: LambdaFunction, base: string): string | undefined {
  const near = nearestFile(base, (file) => basename(file, extname(file)));
  if (near === undefined || !HANDLER_EXTENSIONS.some((extension) => near.endsWith(extension))) return undefined;
  const path = relative(root, near);
  const named = path.slice(0, -extname(path).length);
  return `Did you mean "${named}.${handler.split('.').at(-1)}"? There is ${path}`;
}

function fileHint({ runtime, handler }: LambdaFunction): string {
  if (runtime === undefined || /^(?:nodejs|provided)/.test(runtime)) {
    return 'A handler is the path without its extension, a dot, and the name of the export';
  }
  const program = runtime.startsWith('python') ? `python3 -m awslambdaric ${handler}` : 'the program';
  return `${runtime} is not Node: run the function with command: (${program}), which speaks Lambda's Runtime API`;
}

function declared(lambda: LambdaFunction, message: string): Problem {
  return { severity: 'error', message, ...(lambda.declaredAt === undefined ? {} : { position: lambda.declaredAt }) };
}
