/** The built command makes of a function what the sources of the emulator make of it: its build changes texts of its own (build.mjs). */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { runCli } from './cli.ts';

const SELF = 'export const handler = async () => {';
const FILES = {
  'parts/beta.ts': "export const name: string = 'beta';",
  'bundle.ts': `import { name } from './parts/beta'; ${SELF} return name; };`,
  'awaits.ts': `import { name } from './parts/beta'; const ready = await Promise.resolve(name); ${SELF} return ready; };`,
  'joined.ts': `${SELF} return (await import(\`./parts/\${['be', 'ta'].join('')}.js\`)).name; };`,
  'modules.ts': `await Promise.resolve(); ${SELF} const file = './parts/beta.js'; return [(await import(file)).name, (await import('./parts/' + ['be', 'ta.js'].join(''))).name].join(); };`,
  'plain.mjs': `${SELF} return 'plain'; };`,
};

test.each([
  ['bundle', 'beta'],
  ['awaits', 'beta'],
  ['joined', 'beta'],
  ['modules', 'beta,beta'],
  ['plain', 'plain'],
])('%s', async (name, expected) => {
  const folder = temporaryFolder('gw-ways');
  for (const [file, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  writeFileSync(join(folder, 'emulator.config.json'), JSON.stringify({ functions: { [name]: `${name}.handler` } }));
  const { code, stdout, stderr } = await runCli(['invoke', name], folder);
  expect([code, stdout.trim()], stderr).toEqual([0, JSON.stringify(expected)]);
});
