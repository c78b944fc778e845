/** esbuild works in a process of its own, which can be killed: by a system that is out of memory, by `killall`. */
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { alive, descendants, showsProcesses } from '../../emulator/process-tree.ts';
import { serviceOf } from '../service-under-test.ts';

/** What it loads is compiled when it runs. */
const B = 'const load = (name: string) => require(name); export const handler = async () => load("./a").handler();';

const esbuilds = (): number[] =>
  alive(descendants(process.pid)).filter((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('--service='));

test.skipIf(!showsProcesses)(
  'another process of esbuild takes the place of one that was killed (skipped where processes are not shown as files)',
  async () => {
    const { app, result, service } = await serviceOf(
      {
        'a.ts': 'export const handler = async (): Promise<string> => "one";',
        'b.ts':
          'const load = (name: string) => require(name); export const handler = async () => load("./a").handler();',
      },
      { a: { handler: 'a.handler' }, b: { handler: 'b.handler' } },
    );
    expect([await result('a'), await result('b')]).toEqual(['one', 'one']);
    for (const text of ['two', 'three', 'four']) {
      const before = esbuilds();
      expect(before).not.toEqual([]);
      for (const pid of before) process.kill(pid, 'SIGKILL');
      await expect.poll(() => alive(before)).toEqual([]);
      app.write('a.ts', `export const handler = async (): Promise<string> => "${text}";`);
      app.write('b.ts', `${B}// ${text}`);
      service.rebuild();
      await service.buildAll();
      expect([await result('a'), await result('b')]).toEqual([text, text]);
    }
    expect(service.builds().flatMap(({ problems }) => problems)).toEqual([]);
  },
  60_000,
);
