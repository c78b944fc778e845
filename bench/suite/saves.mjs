// From saving a handler, or a module that all share, to the first answer of the new code, at a watching emulator.
import { get } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { LARGE, manyFunctions } from '../many-functions.mjs';
import { startServer } from '../processes.mjs';
import { median } from '../statistics.mjs';
import { sdkFloor } from './sdk-floor.mjs';

const SETTLED_MS = 150;
/** After a save that builds 1,000 functions the emulator is busy for longer than until the first answer. */
const LARGE_SETTLED_MS = 2000;
const GIVE_UP_MS = 20_000;

/** Rows for one of 100 functions and, unless `quick`, for one of 1,000 and for the module that all 1,000 share. */
export async function saves({ rounds, quick, root, note }) {
  const small = await savesIn(manyFunctions({ functions: 100 }), SETTLED_MS, { rounds, root, note }, [
    { name: '1 of 100 functions', save: saveOne },
  ]);
  if (quick) return small;
  const large = await savesIn(manyFunctions(LARGE), LARGE_SETTLED_MS, { rounds: Math.ceil(rounds / 3), root, note }, [
    { name: '1 of 1,000 functions', save: saveOne },
    { name: 'a module that 1,000 share', save: saveShared },
  ]);
  note('saves, the floor of an environment with a client of the AWS SDK');
  // Both rows of the large project load the client in a new environment.
  const floor = await sdkFloor(rounds);
  return [...small, ...large.map((row) => ({ ...row, floor }))];
}

/** Each saves, and returns what the answer of function 42 must hold from then on. */
function saveOne({ saveFunction }, version) {
  saveFunction(42, version);
  return version;
}

function saveShared(project, version) {
  project.saveShared(`${version} `);
  return version;
}

async function savesIn(project, settledMs, { rounds, root, note }, rows) {
  const emulator = await startServer([`${root}/dist/cli.js`, 'start', '--json', '--port', '0', '--admin-port', '0'], {
    cwd: project.folder,
  });
  const url = `${emulator.apis[0].url}/function42`;
  await ask(url);
  const results = [];
  for (const { name, save } of rows) {
    note(`saves, ${name}`);
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
      await pause(settledMs);
      const began = performance.now();
      const expected = save(project, `version ${name} ${round}.`);
      while (!(await ask(url)).includes(expected)) {
        if (performance.now() - began > GIVE_UP_MS) throw new Error(`${name}: the saved code did not answer at ${url}`);
        await pause(1);
      }
      times.push(performance.now() - began);
    }
    results.push({ name, milliseconds: median(times), slowest: Math.max(...times), rounds });
  }
  await emulator.stop();
  return results;
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
