import { randomUUID } from 'node:crypto';
import { lstatSync, realpathSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Recording } from './recording.ts';

/**
 * Writes a recording, for its owner alone. It is written beside the file and renamed, so that an earlier recording stays whole where the
 * disk is full or the process ends. A link keeps pointing to its file; what is no regular file (`/dev/stdout`) is written to directly.
 *
 * @param file absolute.
 * @throws what `node:fs` throws.
 */
export function writeRecording(file: string, recording: Recording): void {
  const text = `${JSON.stringify(recording, null, 2)}\n`;
  const stats = lstatSync(file, { throwIfNoEntry: false });
  const target = stats?.isSymbolicLink() === true ? existing(file) : file;
  if (target === undefined || lstatSync(target, { throwIfNoEntry: false })?.isFile() === false) {
    writeFileSync(file, text, { mode: 0o600 });
    return;
  }
  const unfinished = `${target}.${randomUUID()}.tmp`;
  try {
    writeFileSync(unfinished, text, { mode: 0o600, flag: 'wx' });
    renameSync(unfinished, target);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
}

/** What a link leads to; `undefined` of a dangling one. */
function existing(link: string): string | undefined {
  try {
    return realpathSync(link);
  } catch {
    return undefined;
  }
}
