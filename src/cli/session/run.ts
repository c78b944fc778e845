import type { Io } from '../io.ts';
import { printFailure } from '../print/failure.ts';
import { AdminFailure } from './admin-client.ts';

/** Runs a command against a running emulator; what that refuses is printed, with exit code 1. */
export async function againstRunning(io: Io, run: () => Promise<number>): Promise<number> {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof AdminFailure)) throw error;
    printFailure(io, error.message);
    return 1;
  }
}
