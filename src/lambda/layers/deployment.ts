import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionCode, LambdaFunction } from '../../model/definition/function.ts';
import type { Problem } from '../../model/base/position.ts';
import type { FunctionCodeState } from '../bundle/built-function.ts';
import { failureWithoutStack } from '../function-failure.ts';
import { programFault } from '../runtime-api/program.ts';
import { nodeOptionProblems } from './node-option-problems.ts';
import { fingerprintOf, programFiles } from '../runtime-api/program-files.ts';
import type { UnpackedFolders } from '../zip/unpacked-folder.ts';
import { whyNotRun } from '../why-not-run.ts';
import { pythonCommand } from '../python/python-program.ts';
import { unpackedCode } from '../zip/zip-code.ts';
import { ZipError } from '../zip/zip-error.ts';

/** A function with its packages in place. */
export interface Deployment {
  /** Layers are folders now; a zipped function's root is where it was unpacked; one with a `bootstrap` is a command. */
  readonly lambda: LambdaFunction;
  /** The code of a function that is not built from source. */
  readonly code?: FunctionCodeState;
  readonly problems: readonly Problem[];
  /** Files whose change is another deployment. */
  readonly files: readonly string[];
}

type Shell = Readonly<Record<string, string | undefined>>;

/** Puts a function's packages in place. Never throws for what the user's files are; that is a problem, and the function's error. */
export function deploy(
  lambda: LambdaFunction,
  folders: UnpackedFolders,
  shell: Readonly<Record<string, string | undefined>>,
): Deployment {
  const problems: Problem[] = nodeOptionProblems(lambda);
  const files: string[] = [];
  const place = (path: string, what: string): string | undefined => {
    try {
      const isFolder = statSync(path).isDirectory();
      if (!isFolder) files.push(path);
      return isFolder ? path : folders.of(path);
    } catch (error) {
      problems.push(problemOf(lambda, `${lambda.name}: ${what} ${path} ${reasonOf(error)}`));
      return undefined;
    }
  };
  const layers = lambda.layers.flatMap((layer) => place(layer, 'the layer') ?? []);
  problems.push(...layers.filter(hasExtensions).map((layer) => extensionsProblem(lambda, layer)));
  if (lambda.code.kind === 'unavailable') return notRun(lambda, lambda.code.why);
  if (lambda.code.kind === 'python') return asPython(lambda, lambda.code.of, folders, shell);
  const root = lambda.code.kind === 'zip' ? place(lambda.code.file, 'the zip file') : lambda.root;
  if (root === undefined) {
    const error = failureWithoutStack('Runtime.ImportModuleError', problems.at(-1)?.message ?? 'Error');
    return { lambda: { ...lambda, layers }, code: { kind: 'failed', error }, problems, files };
  }
  const deployed = withBootstrap({ ...lambda, layers, root });
  const { code } = deployed;
  if (code.kind === 'command') return asProgram(deployed, code.command, shell, problems, files);
  if (needsBootstrap(deployed)) return withoutBootstrap(deployed, problems, files);
  if (code.kind !== 'zip') return { lambda: deployed, problems, files };
  const state = unpackedCode(root, deployed.handler);
  if (state.kind === 'failed') problems.push(problemOf(lambda, `${lambda.name}: ${state.error.errorMessage}`));
  return { lambda: deployed, code: state, problems, files };
}

/** Callers are refused before an environment is asked for. */
function notRun(lambda: LambdaFunction, why: string): Deployment {
  const error = failureWithoutStack('Runtime.InvalidEntrypoint', whyNotRun(lambda, why));
  return {
    lambda: { ...lambda, layers: [], code: { kind: 'unavailable', why } },
    code: { kind: 'failed', error },
    problems: [],
    files: [],
  };
}

/** Python code is a program as any other, once it is in a folder and there is a Python. */
function asPython(lambda: LambdaFunction, code: FunctionCode, folders: UnpackedFolders, shell: Shell): Deployment {
  if (code.kind === 'unavailable') return notRun(lambda, code.why);
  const command = pythonCommand();
  const fault = programFault(command, lambda.root, { PATH: shell['PATH'] });
  if (fault !== undefined) return notRun(lambda, `it is written in Python, and there is no python3 on the PATH`);
  const program: LambdaFunction = { ...lambda, code: { kind: 'command', command } };
  if (code.kind === 'inline') {
    const root = folders.written(lambda.name, code.source);
    return deploy(
      { ...program, root, handler: lambda.handler === '' ? 'index.handler' : lambda.handler },
      folders,
      shell,
    );
  }
  if (code.kind !== 'zip') return deploy(program, folders, shell);
  try {
    return deploy({ ...program, root: folders.of(code.file) }, folders, shell);
  } catch (error) {
    const message = `${lambda.name}: the zip file ${code.file} ${reasonOf(error)}`;
    const state: FunctionCodeState = {
      kind: 'failed',
      error: failureWithoutStack('Runtime.ImportModuleError', message),
    };
    return { lambda: program, code: state, problems: [problemOf(lambda, message)], files: [] };
  }
}

function asProgram(
  lambda: LambdaFunction,
  command: string,
  shell: Readonly<Record<string, string | undefined>>,
  problems: Problem[],
  files: string[],
): Deployment {
  const fault = programFault(command, lambda.root, { PATH: shell['PATH'] });
  if (fault !== undefined) problems.push(problemOf(lambda, `${lambda.name}: ${fault}`));
  const program = programFiles(command, lambda.handler, lambda.root);
  const fingerprint = fingerprintOf(program);
  return {
    lambda,
    code: { kind: 'ready', file: lambda.root, format: 'cjs', fingerprint },
    problems,
    files: [...files, ...program],
  };
}

/** OS-only runtimes run a program of this name, the function's own before those of layers. */
function needsBootstrap({ runtime, code }: LambdaFunction): boolean {
  return runtime?.startsWith('provided') === true && (code.kind === 'handler' || code.kind === 'zip');
}

function withBootstrap(lambda: LambdaFunction): LambdaFunction {
  if (!needsBootstrap(lambda)) return lambda;
  const found = [lambda.root, ...[...lambda.layers].reverse()]
    .map((folder) => join(folder, 'bootstrap'))
    .find((file) => existsSync(file));
  if (found === undefined) return lambda;
  const command = /^[\w./@+-]+$/.test(found) ? found : `'${found.replaceAll("'", String.raw`'\''`)}'`;
  return { ...lambda, code: { kind: 'command', command } };
}

function withoutBootstrap(lambda: LambdaFunction, problems: Problem[], files: string[]): Deployment {
  const message = "Error: Couldn't find valid bootstrap(s): [/var/task/bootstrap /opt/bootstrap]";
  const words = `${lambda.name}: no "bootstrap" in ${[lambda.root, ...lambda.layers].join(' or ')}, which runtime ${lambda.runtime} runs`;
  const hint = 'Build it there, or name the program with command';
  problems.push({ ...problemOf(lambda, words), hint });
  return {
    lambda: { ...lambda, code: { kind: 'command', command: './bootstrap' } },
    code: { kind: 'failed', error: failureWithoutStack('Runtime.InvalidEntrypoint', message) },
    problems,
    files: [...files, join(lambda.root, 'bootstrap')],
  };
}

/** External extensions are programs of this folder of a layer (docs/aws/lambda.md#extensions-and-layers). */
function hasExtensions(layer: string): boolean {
  return existsSync(join(layer, 'extensions'));
}

function extensionsProblem(lambda: LambdaFunction, layer: string): Problem {
  const message = `${lambda.name}: the layer ${layer} has extensions, which are not run here; what else is in it is used`;
  return { ...problemOf(lambda, message), severity: 'info' };
}

function reasonOf(error: unknown): string {
  if (error instanceof ZipError) return error.message;
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return 'does not exist';
  return `cannot be read: ${(error as Error).message}`;
}

function problemOf({ declaredAt }: LambdaFunction, message: string): Problem {
  return { severity: 'error', message, ...(declaredAt === undefined ? {} : { position: declaredAt }) };
}
