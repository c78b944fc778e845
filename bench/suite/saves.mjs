// From saving a handler to the first answer of the new code: one function among 100.
import { get } from 'node:http';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { manyFunctions, manyHandler } from '../projects.mjs';
import { startServer } from '../processes.mjs';
import { median } from '../statistics.mjs';

const SETTLED_MS = 150;
const GIVE_UP_MS = 10_000;

export async function saves({ rounds, root, note }) {
  note('saves');
  const cwd = manyFunctions(100);
  const emulator = await startServer([`${root}/dist/cli.js`, 'start', '--json', '--port', '0', '--admin-port', '0'], {
    cwd,
  });
  const url = `${emulator.apis[0].url}/function42`;
  await ask(url);
  const times = [];
  for (let round = 0; round < rounds; round += 1) {
    await pause(SETTLED_MS);
    const text = `version ${round}`;
    const began = performance.now();
    writeFileSync(join(cwd, 'handlers', 'function42.ts'), manyHandler(text));
    for (;;) {
      if ((await ask(url)) === text) break;
      if (performance.now() - began > GIVE_UP_MS) throw new Error(`the saved handler did not answer at ${url}`);
      await pause(1);
    }
    times.push(performance.now() - began);
  }
  await emulator.stop();
  return { milliseconds: median(times), slowest: Math.max(...times), rounds };
}

function ask(url) {
  return new Promise((resolve, reject) => {
    get(url, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (chunk) => (text += chunk));
      response.on('end', () => resolve(text));
    }).on('error', reject);
  });
}
