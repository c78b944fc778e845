import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** A folder and those below it, without installed packages and hidden folders; breadth first, so that what is omitted lies deepest. */
export function foldersBelow(root: string, atMost: number): string[] {
  const folders = [root];
  for (let index = 0; index < folders.length && folders.length < atMost; index += 1) {
    folders.push(...subfolders(folders[index] ?? root));
  }
  return folders.slice(0, atMost);
}

function subfolders(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((each) => each.isDirectory() && each.name !== 'node_modules' && !each.name.startsWith('.'))
      .map((each) => join(folder, each.name));
  } catch {
    return [];
  }
}
