import { spawn } from 'node:child_process';
import { groupEnd } from '../../programs/group-end.ts';

export interface ProgramResult {
  readonly output: string;
  /** Standard error, its end. */
  readonly errors: string;
  /** Why it counts as failed; absent when it ended with exit code 0. */
  readonly failure?: string;
  /** Whether there is no such program. */
  readonly isMissing?: boolean;
}

/** Plans of large projects have tens of megabytes. */
const MOST_CHARACTERS = 256 * 1024 * 1024;
const KEPT_ERRORS = 60_000;

/** Data sources and providers take their time; one that waits for an answer must not hold the emulator for ever. */
const LONGEST_RUN_MS = 10 * 60_000;

/** Runs a program without a shell and waits for its end. Never rejects. */
export async function runProgram(
  program: string,
  parameters: readonly string[],
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<ProgramResult> {
  // A group of its own: providers are processes of their own.
  const child = spawn(program, parameters, {
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  const group = groupEnd(child, signal);
  const chunks: string[] = [];
  let length = 0;
  let errors = '';
  let stopped: string | undefined;
  const stop = (why: string): void => {
    stopped ??= why;
    group.kill();
  };
  const timer = setTimeout(() => stop(`was stopped after ${LONGEST_RUN_MS / 60_000} minutes`), LONGEST_RUN_MS);
  child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
    length += chunk.length;
    if (length > MOST_CHARACTERS) stop('wrote more than 256 MB');
    else chunks.push(chunk);
  });
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    errors = (errors + chunk).slice(-KEPT_ERRORS);
  });
  const ended = await new Promise<Pick<ProgramResult, 'failure' | 'isMissing'>>((settle) => {
    child.once('error', (error: NodeJS.ErrnoException) =>
      settle({ failure: error.message, ...(error.code === 'ENOENT' && { isMissing: true }) }),
    );
    child.once('close', (code, endedBy) => {
      if (stopped !== undefined) settle({ failure: stopped });
      else if (endedBy !== null) settle({ failure: `was ended by ${endedBy}` });
      else settle(code === 0 ? {} : { failure: `failed with exit code ${code}` });
    });
  });
  clearTimeout(timer);
  group.done();
  return { output: chunks.join(''), errors, ...ended };
}
