import { EmulatorError } from '../model/base/errors.ts';
import { terminal } from './io.ts';
import { printFailure } from './print/failure.ts';
import { createProgram } from './program.ts';

/** Runs the command of the process's arguments and sets the exit code. */
export async function main(): Promise<void> {
  const io = terminal();
  try {
    process.exitCode = await createProgram(io).run(process.argv);
  } catch (error) {
    if (!(error instanceof EmulatorError)) throw error;
    printFailure(io, error.message);
    process.exitCode = 1;
  }
}
