import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { makeStateFolder, stateFolder } from '../../model/base/state-folder.ts';

/**
 * Makes the folder that bundles of one emulator go to, `<root>/.gw-emulate/functions-<pid>-<letters>`: inside the project, so that Node finds the
 * project's packages from there, and one for each emulator, so that several can run side by side, in the threads of one process too. Removes folders of processes that are gone.
 */
export function createOutputFolder(root: string): string {
  const home = stateFolder(root);
  removeAbandoned(home);
  makeStateFolder(home);
  const folder = mkdtempSync(join(home, `functions-${process.pid}-`));
  return folder;
}

/** Something else may have taken its place in the meantime; it is not touched. */
export function removeOutputFolder(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOTDIR')) throw error;
  }
}

function removeAbandoned(home: string): void {
  if (!existsSync(home)) return;
  for (const name of readdirSync(home)) {
    const pid = Number(/^functions-(\d+)-\w+$/.exec(name)?.[1] ?? Number.NaN);
    if (!Number.isNaN(pid) && !isRunning(pid)) rmSync(join(home, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it runs, under another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
