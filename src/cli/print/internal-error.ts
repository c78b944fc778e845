import { EmulatorError } from '../../model/base/errors.ts';
import type { Io } from '../io.ts';
import { VERSION } from '../../emulator/version.ts';

/** A defect of ours on stderr: that it is not in the user's code, what to report, and where it happened. */
export function printInternalError(io: Io, error: unknown): void {
  io.stderr(`${io.paint('red', 'error')} ${internalErrorText(error)}\n`);
}

/** The same as text. What comes last is for us: names in it are shortened by the build. */
export function internalErrorText(error: unknown): string {
  const code = error instanceof EmulatorError ? ` (${error.code})` : '';
  const message = error instanceof Error ? error.message : String(error);
  return [
    `Internal error in gw-emulate${code}: ${message}`,
    'This is a mistake of gw-emulate, not of yours. Please report it with these lines, the command, and the part of the configuration that it is about:',
    `    gw-emulate ${VERSION}, Node ${process.version}, ${process.platform} ${process.arch}`,
    ...framesOf(error),
  ].join('\n');
}

/** Enough to find the place; the rest is always the same way in. */
const MAX_FRAMES = 8;

function framesOf(error: unknown): string[] {
  const stack = error instanceof Error ? (error.stack ?? '') : '';
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MAX_FRAMES);
}
