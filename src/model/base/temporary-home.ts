import { tmpdir } from 'node:os';
import { statsOf } from './stats-of.ts';

/** The system's folder for temporary files. `TMPDIR` may name one that is not there: then the usual one. */
export function temporaryHome(): string {
  const named = tmpdir();
  return process.platform !== 'win32' && statsOf(named)?.isDirectory() !== true ? '/tmp' : named;
}
