#!/usr/bin/env node
// `npx gw-emulate` in a checkout of this repository: runs dist/, and builds it first where it is missing, incomplete (a build was interrupted)
// or older than the sources. Users of the package never see this file; the build links node_modules/.bin/gw-emulate to it.
import { spawnSync } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(fileURLToPath(import.meta.url));

if (builtAt() < newest([join(root, 'src'), join(root, 'build.mjs'), join(root, 'package-lock.json')])) {
  const { status } = spawnSync(process.execPath, ['build.mjs', '--no-types'], { cwd: root, stdio: ['ignore', 2, 2] });
  if (status !== 0) {
    process.stderr.write('gw-emulate could not be built; the messages above say why.\n');
    process.exit(1);
  }
}
// A path that the build makes: a literal would be a missing file to tools that read imports.
await import(new URL('dist/cli.js', import.meta.url).href);

/** When the last build was completed, in milliseconds; 0 where there is no complete one. */
function builtAt() {
  return statSync(join(root, 'dist/complete'), { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

/** The latest change of these files, and of all below these folders. */
function newest(paths) {
  let latest = 0;
  for (const path of paths) {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) continue;
    const below = stats.isDirectory() ? newest(readdirSync(path).map((name) => join(path, name))) : 0;
    latest = Math.max(latest, stats.mtimeMs, below);
  }
  return latest;
}
