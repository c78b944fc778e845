import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import type { Emulator, StartOptions } from '../../emulator/contract.ts';
import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';
import { startQuietly } from '../quiet-emulator.ts';

/** As shells say it: the command was not found, or may not be run. */
const NOT_FOUND = 127;
const NOT_EXECUTABLE = 126;
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export interface ExecCommand extends StartOptions {
  /** The program and its arguments. */
  readonly command: readonly [string, ...string[]];
  /** Print what the emulator says while the command runs; otherwise only when it fails. On standard error. */
  readonly verbose?: boolean;
}

/**
 * `gw-emulate exec -- COMMAND`: starts, runs the command when every API listens, stops. Resolves with the command's exit code (128 and the
 * signal's number where one ended it), or with 1 when the emulator cannot start.
 */
export async function runExec({ command, verbose = false, ...options }: ExecCommand, io: Io): Promise<number> {
  const started = await startQuietly(options, verbose, io);
  if (started === undefined) return 1;
  const { emulator, printed } = started;
  try {
    const code = await run(command, { ...io.environment, ...addresses(emulator) }, io);
    const said = printed();
    if (code !== 0 && said !== '') {
      io.stderr(`\n${io.paint('dim', `gw-emulate, before "${command.join(' ')}" ended with ${code}:`)}\n${said}`);
    }
    return code;
  } finally {
    await emulator.close();
  }
}

/** Where the command finds the APIs: `GW_EMULATE_URL_MY_SHOP` for the API `my-shop`. */
function addresses(emulator: Pick<Emulator, 'apis' | 'functionUrls' | 'admin'>): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const { name, url } of [...emulator.functionUrls, ...emulator.apis]) {
    variables[`GW_EMULATE_URL_${name.toUpperCase().replaceAll(/[^A-Z0-9]/g, '_')}`] = url;
  }
  if (emulator.admin !== undefined) {
    variables['GW_EMULATE_ADMIN_URL'] = emulator.admin;
    variables['AWS_ENDPOINT_URL_LAMBDA'] = emulator.admin;
  }
  return variables;
}

function run([program, ...args]: ExecCommand['command'], env: NodeJS.ProcessEnv, io: Io): Promise<number> {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: 'inherit', cwd: io.cwd, env, shell: process.platform === 'win32' });
    // A terminal sends Ctrl+C to every process in front; passed on, the command would hear it twice.
    const passed: readonly NodeJS.Signals[] = process.stdin.isTTY
      ? SIGNALS.filter((signal) => signal !== 'SIGINT')
      : SIGNALS;
    const pass = (signal: NodeJS.Signals): void => void child.kill(signal);
    const ignore = (): void => {};
    for (const signal of SIGNALS) process.on(signal, passed.includes(signal) ? pass : ignore);
    const ended = (code: number): void => {
      for (const signal of SIGNALS) process.off(signal, pass).off(signal, ignore);
      resolve(code);
    };
    child.on('error', (error: NodeJS.ErrnoException) => {
      const isMissing = error.code === 'ENOENT';
      printFailure(
        io,
        isMissing ? `The command ${program} was not found.` : `${program} cannot be run: ${error.message}.`,
      );
      ended(isMissing ? NOT_FOUND : NOT_EXECUTABLE);
    });
    child.on('exit', (code, signal) => ended(code ?? 128 + (signal === null ? 0 : constants.signals[signal])));
  });
}
