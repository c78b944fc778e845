import { resolve } from 'node:path';
import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { Model } from '../../model/definition/model.ts';
import { fail } from '../../model/base/errors.ts';
import { readNamedFile } from '../../model/base/regular-file.ts';
import type { Io } from '../io.ts';
import { commandLambda } from '../command-lambda.ts';
import { printFailure } from '../print/failure.ts';
import { printProblems } from '../print/problems.ts';

export interface InvokeCommand extends DefinitionOptions {
  readonly functionName: string;
  /** A file of JSON, or `-` for standard input; an empty object without one. */
  readonly event?: string;
  readonly readStdin: () => Promise<string>;
}

/** `gw-emulate invoke FUNCTION`: one invocation without a server. Result on stdout; logs and the REPORT line on stderr. */
export async function runInvoke(command: InvokeCommand, io: Io): Promise<number> {
  const { model, problems } = await readDefinition(command);
  if (model === undefined) {
    printProblems(problems, io);
    return 1;
  }
  const lambda = functionOf(model, command.functionName);
  const payload = await readEvent(command);
  try {
    JSON.parse(payload);
  } catch (error) {
    printFailure(io, `${command.event ?? 'The event'} is not JSON: ${(error as Error).message}`);
    return 1;
  }
  const service = commandLambda(model, io);
  try {
    await service.start();
    const result = await service.invoke({ functionName: lambda.name, payload });
    for (const line of result.report.logLines()) io.stderr(`${line}\n`);
    io.stdout(`${result.payload}\n`);
    return result.functionError === undefined ? 0 : 1;
  } finally {
    await service.close();
  }
}

/** By its name, or by what its source calls it. */
function functionOf({ functions }: Model, name: string): LambdaFunction {
  const found = Object.values(functions).find((lambda) => lambda.name === name || lambda.id === name);
  if (found !== undefined) return found;
  throw fail(
    'FUNCTION_UNKNOWN',
    name,
    Object.values(functions)
      .map((lambda) => lambda.id ?? lambda.name)
      .join(', '),
  );
}

async function readEvent(command: InvokeCommand): Promise<string> {
  if (command.event === undefined) return '{}';
  if (command.event === '-') return command.readStdin();
  const file = resolve(command.cwd, command.event);
  try {
    return readNamedFile(file);
  } catch (error) {
    throw fail('FILE_UNREADABLE', command.event, (error as Error).message);
  }
}
