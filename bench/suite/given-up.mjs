// A call to a function whose environment was ended because others needed its place, beside a call to one that is warm.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { manyFunctions } from '../many-functions.mjs';
import { startServer } from '../processes.mjs';
import { median } from '../statistics.mjs';

const CALLS = 20;

/** `{ warm, givenUp }`: medians of 20 calls each, in milliseconds. With one environment for all functions each call ends the other's. */
export async function givenUp({ root, note }) {
  note('calls to functions whose environment was given up');
  return {
    warm: await callsOf(1, { maxWarm: 20, root }),
    givenUp: await callsOf(2, { maxWarm: 1, root }),
  };
}

/** Calls so many functions in turn; resolves with the median of all calls after each was called once. */
async function callsOf(functions, { maxWarm, root }) {
  const { folder } = manyFunctions({ functions });
  const config = join(folder, 'emulator.config.yaml');
  writeFileSync(config, `maxWarm: ${maxWarm}\n`, { flag: 'a' });
  const emulator = await startServer([`${root}/dist/cli.js`, 'start', '--json', '--port', '0', '--admin-port', '0'], {
    cwd: folder,
  });
  const times = [];
  for (let call = 0; call < CALLS + functions; call += 1) {
    const name = `function${call % functions}`;
    // The thread that the last environment took is replaced before the next call, as between calls of a person.
    await new Promise((resolve) => setTimeout(resolve, 400));
    const began = performance.now();
    const text = await (await fetch(`${emulator.apis[0].url}/${name}`)).text();
    if (text !== name) throw new Error(`no correct answer from ${name}: ${text}`);
    if (call >= functions) times.push(performance.now() - began);
  }
  await emulator.stop();
  return median(times);
}
