import type { Io } from '../io.ts';

/** A sentence about what went wrong, on stderr. */
export function printFailure(io: Io, message: string): void {
  io.stderr(`${io.paint('red', 'error')} ${message}\n`);
}
