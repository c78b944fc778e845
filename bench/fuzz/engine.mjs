import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** The exports of these files of `src`, compiled as they are: what a fuzzer calls is not part of the package's own entry points. */
export async function engineOf(name, files) {
  const result = await build({
    stdin: {
      contents: files.map((file) => `export * from './src/${file}.ts';`).join('\n'),
      resolveDir: ROOT,
      loader: 'ts',
    },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    write: false,
    logLevel: 'error',
  });
  // In the checkout, where its packages are found; git ignores the folder.
  const folder = `${ROOT}.gw-emulate/fuzz`;
  mkdirSync(folder, { recursive: true });
  writeFileSync(`${folder}/${name}.mjs`, result.outputFiles[0].text);
  return import(`${folder}/${name}.mjs`);
}
