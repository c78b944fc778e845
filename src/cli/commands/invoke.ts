import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { type DefinitionOptions, readDefinition } from '../../emulator/definition/definition.ts';
import { fail } from '../../model/base/errors.ts';
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
  if (model.functions[command.functionName] === undefined) {
    throw fail('FUNCTION_UNKNOWN', command.functionName, Object.keys(model.functions).join(', '));
  }
  const payload = await readEvent(command);
  try {
    JSON.parse(payload);
  } catch (error) {
    printFailure(io, `${command.event ?? 'The event'} is not JSON: ${(error as Error).message}`);
    return 1;
  }
  const lambda = commandLambda(model, io);
  try {
    await lambda.start();
    const result = await lambda.invoke({ functionName: command.functionName, payload });
    for (const line of result.report.logLines()) io.stderr(`${line}\n`);
    io.stdout(`${result.payload}\n`);
    return result.functionError === undefined ? 0 : 1;
  } finally {
    await lambda.close();
  }
}

async function readEvent(command: InvokeCommand): Promise<string> {
  if (command.event === undefined) return '{}';
  if (command.event === '-') return command.readStdin();
  const file = resolve(command.cwd, command.event);
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    throw fail('FILE_UNREADABLE', command.event, (error as Error).message);
  }
}
