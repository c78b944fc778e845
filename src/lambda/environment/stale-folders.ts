import { readdir, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';

/** Folders of emulators in the temporary folder: the process id, and letters of the system's. */
const FOLDER = /^gw-emulate-(\d+)-\w{6}$/;

/** Removes the folders of emulators that were killed. `temporaryFolder`: where all of them are. Never rejects. */
export async function removeStaleFolders(temporaryFolder: string): Promise<void> {
  const names = await readdir(temporaryFolder).catch(() => []);
  for (const name of names) {
    const pid = FOLDER.exec(name)?.[1];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(temporaryFolder, name);
    // The process id may be one of another container's, which shares this folder.
    if (await listens(join(folder, 'functions'))) continue;
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // Not ours.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function listens(address: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(address, () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
