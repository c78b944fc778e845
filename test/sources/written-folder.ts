import { mkdirSync, realpathSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../temporary-folder.ts';

/** A temporary folder with these files, removed when the test is over. Anything but text is written as JSON. */
export function writtenFolder(files: Readonly<Record<string, unknown>>): string {
  const folder = realpathSync(temporaryFolder('gw-emulate'));
  for (const [name, content] of Object.entries(files)) {
    const file = join(folder, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, typeof content === 'string' ? content : JSON.stringify(content, undefined, 1));
  }
  return folder;
}
