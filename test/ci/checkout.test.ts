// `npx gw-emulate` in a checkout: checkout.mjs runs dist/ and builds it only where that is needed.
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';

const BUILD = `import { mkdirSync, writeFileSync } from 'node:fs';
process.stdout.write('building\\n');
mkdirSync('dist', { recursive: true });
writeFileSync('dist/cli.js', "process.stdout.write('runs ' + process.argv.slice(2).join(' '));");
writeFileSync('dist/complete', '');
`;

/** A checkout with a build of its own, which says that it builds. */
function checkout() {
  const root = temporaryFolder('gw-checkout');
  copyFileSync(resolve('checkout.mjs'), join(root, 'checkout.mjs'));
  mkdirSync(join(root, 'src/deep'), { recursive: true });
  writeFileSync(join(root, 'src/deep/a.ts'), '');
  writeFileSync(join(root, 'package.json'), '{ "type": "module" }');
  writeFileSync(join(root, 'build.mjs'), BUILD);
  const before = new Date(Date.now() - 60_000);
  for (const file of ['src/deep/a.ts', 'src/deep', 'src', 'build.mjs']) utimesSync(join(root, file), before, before);
  const run = (...parameters: string[]) => {
    const { stdout, stderr, status } = spawnSync(process.execPath, [join(root, 'checkout.mjs'), ...parameters], {
      encoding: 'utf8',
    });
    return { stdout, built: stderr.includes('building'), stderr, status };
  };
  return { root, run };
}

test('it builds what is missing, once, and hands parameters on; the output of the build is not that of the command', () => {
  const { run } = checkout();
  expect(run('routes', '--json')).toMatchObject({ built: true, stdout: 'runs routes --json', status: 0 });
  expect(run('--version')).toMatchObject({ built: false, stdout: 'runs --version', status: 0 });
});

test('it builds again after an interrupted build, and after a change of a source', () => {
  const { root, run } = checkout();
  run();
  rmSync(join(root, 'dist/complete'));
  expect(run().built).toBe(true);
  const later = new Date(Date.now() + 60_000);
  utimesSync(join(root, 'src/deep/a.ts'), later, later);
  expect(run().built).toBe(true);
});

test('a build that fails ends it', () => {
  const { root, run } = checkout();
  writeFileSync(join(root, 'build.mjs'), 'throw new Error("no compiler");');
  expect(run()).toMatchObject({
    status: 1,
    stdout: '',
    stderr: expect.stringContaining('could not be built') as string,
  });
});
