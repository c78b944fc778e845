import { spawnSync } from 'node:child_process';

/** The code that runs inside a function's environment is started as a file, so the build has to exist before the tests run. */
export default function buildOnce(): void {
  const built = spawnSync(process.execPath, ['build.mjs', '--no-types'], { stdio: 'inherit' });
  if (built.status !== 0) throw new Error('build.mjs failed; the tests need its output in dist/');
}
