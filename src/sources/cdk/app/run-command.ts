import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { groupEnd } from '../../programs/group-end.ts';
import type { CdkConfig } from './cdk-config.ts';

export interface CommandResult {
  /** What the command wrote last, standard output and errors as they came. */
  readonly output: string;
  /** Why it counts as failed; absent when it ended with exit code 0. */
  readonly failure?: string;
}

/** What is kept of a command's output. */
const KEPT_CHARACTERS = 60_000;

/** An app that bundles in many stacks takes minutes; one that waits for input or hangs must not hold the emulator for ever. */
const LONGEST_RUN_MS = 10 * 60_000;

/** The app's command as the CDK CLI runs it: the name of a JavaScript file is run with Node. */
export function appCommand({ app, folder }: CdkConfig): string {
  const isScript = /^\S+\.[cm]?js$/.test(app) && existsSync(resolve(folder, app));
  return isScript ? `"${process.execPath}" ${app}` : app;
}

/** Runs a command line in a shell and waits for its end. Never rejects. */
export async function runCommand(
  command: string,
  cwd: string,
  environment: Readonly<Record<string, string | undefined>>,
  signal?: AbortSignal,
): Promise<CommandResult> {
  // A group of its own: a shell passes no signal on to what it started.
  const child = spawn(command, {
    shell: true,
    cwd,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: process.platform !== 'win32',
  });
  let output = '';
  const heard = (chunk: Buffer): void => {
    output = (output + chunk.toString('utf8')).slice(-KEPT_CHARACTERS);
  };
  child.stdout.on('data', heard);
  child.stderr.on('data', heard);
  const group = groupEnd(child, signal);
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    group.kill();
  }, LONGEST_RUN_MS);
  const failure = await new Promise<string | undefined>((settle) => {
    child.once('error', (error) => settle(error.message));
    child.once('close', (code, endedBy) => {
      if (isLate) settle(`was stopped after ${LONGEST_RUN_MS / 60_000} minutes`);
      else if (endedBy !== null) settle(`was ended by ${endedBy}`);
      else settle(code === 0 ? undefined : `failed with exit code ${code}`);
    });
  });
  clearTimeout(timer);
  group.done();
  return { output, ...(failure !== undefined && { failure }) };
}
