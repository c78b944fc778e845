import { EmulatorError } from '../../model/base/errors.ts';
import type { Io } from '../io.ts';
import { printFailure } from './failure.ts';
import { VERSION } from '../../emulator/version.ts';

/** What the user can mend as a sentence, all else as a defect of ours. */
export function printError(io: Io, error: unknown): void {
  const sentence = sentenceFor(error);
  if (sentence === undefined) printInternalError(io, error);
  else printFailure(io, sentence);
}

/** What is to be said of an error, wherever it was met, that is about something of the user's or of the machine; `undefined` for a defect. */
export function sentenceFor(error: unknown): string | undefined {
  if (error instanceof EmulatorError) return error.fault === 'user' ? error.message : undefined;
  return machineTrouble(error);
}

/** What to do about what the system refuses, by its code. */
const ADVICE: Readonly<Record<string, string>> = {
  ENOSPC: 'The disk is full: make room where the project and the temporary folder are.',
  EDQUOT: 'The disk quota is used up: make room where the project and the temporary folder are.',
  EFBIG: 'A file may not become that large here: raise "ulimit -f".',
  EMFILE: 'Too many files and connections are open: raise "ulimit -n".',
  ENFILE: 'The system has too many files open: close other programs.',
  EROFS: 'The file system is read-only.',
  EACCES: 'There is no permission for it.',
  EPERM: 'There is no permission for it.',
  EIO: 'The device fails.',
};

/** A sentence about an error of a system call that the machine, not gw-emulate, is to blame for; `undefined` for any other error. */
function machineTrouble(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code = '', syscall, path } = error as NodeJS.ErrnoException;
  if (syscall === undefined || !Object.hasOwn(ADVICE, code)) return undefined;
  return `The system refused ${syscall}${path === undefined ? '' : ` of ${path}`} (${code}). ${ADVICE[code]}`;
}

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
