// Resident memory after every function was called once: 100 functions, and the large project's 1,000 with a client of the AWS SDK each.
import { LARGE, manyFunctions } from '../many-functions.mjs';
import { residentMb, startServer } from '../processes.mjs';

/** Functions are called in so many requests at a time. */
const AT_ONCE = 4;

/** Rows `{ name, own, children, seconds, called }`; a row whose calls take longer than `boundMs` says how many were called until then. */
export async function manyCalled({ quick, boundMs = 90_000, root, note }) {
  const rows = [await callAll('100 functions', { functions: 100 }, { boundMs, root, note })];
  if (!quick) rows.push(await callAll('1,000 functions', LARGE, { boundMs, root, note }));
  return rows;
}

async function callAll(name, size, { boundMs, root, note }) {
  note(`memory, every one of ${name} called once`);
  const { folder } = manyFunctions(size);
  const emulator = await startServer([`${root}/dist/cli.js`, 'start', '--json', '--port', '0', '--admin-port', '0'], {
    cwd: folder,
  });
  const began = performance.now();
  const { url } = emulator.apis[0];
  let next = 0;
  let called = 0;
  const callInTurn = async () => {
    while (next < size.functions && performance.now() - began < boundMs) {
      const path = `function${next++}`;
      const text = await (await fetch(`${url}/${path}`)).text();
      if (text !== path) throw new Error(`no correct answer at ${url}/${path}: ${text}`);
      called += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, callInTurn));
  const seconds = (performance.now() - began) / 1000;
  const resident = residentMb(emulator.child.pid);
  await emulator.stop();
  return { name, ...resident, seconds, called, of: size.functions };
}
