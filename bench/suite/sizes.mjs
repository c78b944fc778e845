// The packed package, and what an installation of it holds.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** Megabytes on disk: the package itself, and its production dependencies with theirs. */
export function sizes({ root }) {
  const [{ size, unpackedSize, entryCount }] = JSON.parse(
    execFileSync('npm', ['pack', '--dry-run', '--json', '--ignore-scripts'], { cwd: root, encoding: 'utf8' }),
  );
  const packages = productionPackages(root);
  const counted = new Set();
  const dependencies = packages.reduce((sum, folder) => sum + bytesIn(folder, counted), 0);
  const megabytes = (bytes) => bytes / 1024 / 1024;
  return {
    packedMb: megabytes(size),
    unpackedMb: megabytes(unpackedSize),
    files: entryCount,
    installedMb: megabytes(unpackedSize + dependencies),
    packages: packages.length + 1,
  };
}

/** Folders of everything that `npm install --omit=dev` would bring, found from the manifests. */
function productionPackages(root) {
  const found = new Set();
  const manifest = (folder) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  const visit = (folder) => {
    const { dependencies = {}, optionalDependencies = {} } = manifest(folder);
    for (const name of Object.keys({ ...dependencies, ...optionalDependencies })) {
      const nested = join(folder, 'node_modules', name);
      const place = existsSync(nested) ? nested : join(root, 'node_modules', name);
      // Binaries for other systems are optional and not there.
      if (!existsSync(place) || found.has(place)) continue;
      found.add(place);
      visit(place);
    }
  };
  visit(root);
  return [...found];
}

/** A file that has several names counts once: esbuild's installation links its program to a second place. */
function bytesIn(folder, counted) {
  return readdirSync(folder, { withFileTypes: true }).reduce((sum, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return sum + bytesIn(path, counted);
    const { dev, ino, size } = statSync(path);
    const file = `${dev}:${ino}`;
    if (counted.has(file)) return sum;
    counted.add(file);
    return sum + size;
  }, 0);
}
