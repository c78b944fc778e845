import { terminal } from './io.ts';
import { printError } from './print/internal-error.ts';
import { createProgram } from './program.ts';

/** Runs the command of the process's arguments and sets the exit code. `onServed` is called when a start is over, with its kind of input. */
export async function main(onServed: (kind: string) => void): Promise<void> {
  const io = terminal(onServed);
  // A defect outside of the command's own promise: Node would print the built file's whole line. What is served goes on: one request must
  // not end those of all others.
  process.on('uncaughtException', (error) => {
    printError(io, error);
    if (io.keepsRunning !== true) process.exit(1);
  });
  try {
    process.exitCode = await createProgram(io).run(process.argv);
  } catch (error) {
    printError(io, error);
    process.exitCode = 1;
  }
}
