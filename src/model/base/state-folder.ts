import {
  accessSync,
  constants,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statfsSync,
  symlinkSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { writeWhole } from './regular-file.ts';
import { statsOf } from './stats-of.ts';
import { temporaryHome } from './temporary-home.ts';

interface StateFolder {
  readonly folder: string;
  /** Why it is not the project's own. */
  readonly trouble?: string;
}

const found = new Map<string, StateFolder>();

/**
 * The folder that what is made for a project goes to: its `.gw-emulate`, which may have to be made. Where nothing can be written there (a read-only
 * project, a full disk, a file or a link to nowhere in its place), a temporary one until this process ends: {@link stateTrouble} says why.
 *
 * @param root the project's folder, absolute.
 */
export function stateFolder(root: string): string {
  return stateOf(root).folder;
}

/** What the user should know about the project's state folder, as a sentence; `undefined` when all is well. */
export function stateTrouble(root: string): string | undefined {
  return stateOf(root).trouble;
}

/** Makes the folder, with a file by which git ignores all that is in it: users need not add it to theirs. */
export function makeStateFolder(folder: string): void {
  mkdirSync(folder, { recursive: true });
  try {
    // Never through a link, and never over what the user wrote.
    writeWhole(join(folder, '.gitignore'), '*\n', 'wx');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function stateOf(root: string): StateFolder {
  const known = found.get(root);
  // It may have been removed, or mended, meanwhile.
  if (known !== undefined && known.trouble !== undefined && existsSync(known.folder)) return known;
  const made = make(root);
  found.set(root, made);
  return made;
}

function make(root: string): StateFolder {
  const folder = join(root, '.gw-emulate');
  const why = whyUnusable(folder, root);
  if (why === undefined) return { folder };
  return {
    folder: temporary(root),
    trouble: `${folder} cannot be used (${why}), so that what is kept there, such as used quota and the local issuer's key, is lost when gw-emulate ends. Make it a folder that can be written to, or remove what stands there.`,
  };
}

/** Nothing is made: a project of which nothing has to be kept stays as it is. */
function whyUnusable(folder: string, root: string): string | undefined {
  const stats = statsOf(folder);
  if (stats === undefined && lstatSync(folder, { throwIfNoEntry: false }) !== undefined)
    return 'it is a link to nowhere';
  if (stats !== undefined && !stats.isDirectory()) return 'it is not a folder';
  try {
    const place = stats === undefined ? root : folder;
    accessSync(place, constants.W_OK | constants.X_OK);
    return isFull(place) ? 'its disk is full' : undefined;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EROFS') return 'the project is read-only';
    return code === 'EACCES' ? 'there is no permission to write to it' : message;
  }
}

/** Less room than one build takes. File systems that do not say how large they are count as endless. */
const LEAST_BYTES = 64 * 1024;

function isFull(folder: string): boolean {
  const { blocks, bavail, bsize } = statfsSync(folder);
  return blocks > 0 && bavail * bsize < LEAST_BYTES;
}

/** With the project's packages in reach: what is built here imports them by name. */
function temporary(root: string): string {
  const home = mkdtempSync(join(temporaryHome(), 'gw-emulate-state-'));
  process.once('exit', () => rmSync(home, { recursive: true, force: true }));
  const packages = packagesAbove(root);
  if (packages !== undefined) symlinkSync(packages, join(home, 'node_modules'));
  const folder = join(home, '.gw-emulate');
  mkdirSync(folder);
  return folder;
}

function packagesAbove(folder: string): string | undefined {
  const packages = join(folder, 'node_modules');
  if (existsSync(packages)) return packages;
  return dirname(folder) === folder ? undefined : packagesAbove(dirname(folder));
}
