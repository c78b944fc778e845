import { type Launch, terminal } from './io.ts';
import { printError } from './print/internal-error.ts';
import { createProgram } from './program.ts';

/** Runs the command of the process's arguments and sets the exit code. */
export async function main(launch: Launch): Promise<void> {
  if (!hasFolder()) {
    process.stderr.write(
      'The folder that gw-emulate was started in does not exist any more. Change to one that does.\n',
    );
    process.exitCode = 1;
    return;
  }
  const io = terminal(launch);
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

/** A shell can stand in a folder that was removed. Every command needs one, and Node answers with a stack. */
function hasFolder(): boolean {
  try {
    process.cwd();
    return true;
  } catch {
    return false;
  }
}
