import { basename } from 'node:path';
import type { Problem } from '../model/base/position.ts';

/** What is wrong with a file of types: it is missing, or not what the definition gives now. `written` is `undefined` where there is no file. */
export function typesDrift(file: string, written: string | undefined, wanted: string): Problem | undefined {
  const hint = `Run: gw-emulate types -o ${file}`;
  if (written === undefined) return { severity: 'error', message: `there is no file of types ${file}`, hint };
  const [lines, now] = [written.split(/\r?\n/), wanted.split('\n')];
  const at = now.findIndex((line, index) => line !== lines[index]);
  if (at === -1 && lines.length === now.length) return undefined;
  return {
    severity: 'error',
    message: `the types in ${basename(file)} are not those of the definition`,
    position: { file, line: (at === -1 ? now.length : at) + 1, column: 1 },
    hint,
  };
}
