// Throws damaged and random inputs at everything that reads what others wrote, and stops at the first crash: an error that is not a refusal, or an
// input that takes longer than two seconds. Needs a build.
//
//   node bench/fuzz/run.mjs [seconds] [seed] [suite] [inputs]
//
// 30 s as a check, hours by hand. The seed that is printed repeats a run; `suite` is a name in the table, or a part of names;
// a suite that has had so many inputs is done.
import { randomFrom } from './random.mjs';
import { definitionSuites } from './suites/definitions.mjs';
import { jsonSuites } from './suites/json.mjs';
import { resultSuites } from './suites/results.mjs';
import { templateSuites } from './suites/templates.mjs';
import { wireSuites } from './suites/wire.mjs';

const SLOWEST_MS = 2000;
/** Milliseconds that a suite runs before the next one does. */
const TURN_MS = 200;
/** Milliseconds between two lines about how far it is. */
const TOLD_MS = 60_000;
/** Characters of an input that failed. */
const MOST_SHOWN = 20_000;

const seconds = Number(process.argv[2] ?? 30);
const seed = Number(process.argv[3] ?? Date.now() % 1_000_000);
const wanted = process.argv[4] ?? '';
const most = Number(process.argv[5] ?? Infinity);
const random = randomFrom(seed);
const [wire, results] = [await wireSuites(random), await resultSuites(random)];
const local = [...(await jsonSuites(random)), ...(await templateSuites(random)), ...(await definitionSuites(random))];
const suites = [
  ...local.map((suite) => ({ ...suite, atOnce: 1 })),
  ...results.suites.map((suite) => ({ ...suite, atOnce: 1 })),
  ...wire.suites.map((suite) => ({ ...suite, atOnce: wire.atOnce })),
].filter(
  ({ name }, _index, all) => name === wanted || (name.includes(wanted) && !all.some((one) => one.name === wanted)),
);

console.log(`seed ${seed}, ${seconds} s`);
/** Inputs that were under way together may fail together: the first is shown. */
let failures = 0;
const counts = Object.fromEntries(suites.map(({ name }) => [name, { accepted: 0, refused: 0 }]));
const ends = performance.now() + seconds * 1000;
let told = performance.now();
while (performance.now() < ends && process.exitCode === undefined && !suites.every(isDone)) {
  for (const suite of suites) await turn(suite);
  if (performance.now() - told > TOLD_MS) tell();
}
console.table(counts);
await results.close();
await wire.close();

/** A long run that is ended from outside has said how far it was. */
function tell() {
  told = performance.now();
  console.log(
    Object.entries(counts)
      .map(([name, { accepted, refused }]) => `${name} ${accepted + refused}`)
      .join(', '),
  );
}

function isDone({ name }) {
  return counts[name].accepted + counts[name].refused >= most;
}

async function turn(suite) {
  const until = Math.min(ends, performance.now() + TURN_MS);
  while (performance.now() < until && process.exitCode === undefined && !isDone(suite)) {
    await Promise.all(Array.from({ length: suite.atOnce }, () => attempt(suite)));
  }
}

async function attempt({ name, refusals, make, run, atOnce }) {
  const input = make();
  const began = performance.now();
  try {
    await run(input);
    counts[name].accepted += 1;
  } catch (error) {
    if (!refusals.test(error?.name)) return fail(name, input, error);
    counts[name].refused += 1;
  }
  // Inputs that run together cannot be told apart.
  if (atOnce === 1 && performance.now() - began > SLOWEST_MS) await again({ name, run }, input);
}

/** Runs a slow input once more and counts the computing of this process: a busy machine is no finding. */
async function again({ name, run }, input) {
  const began = process.cpuUsage();
  try {
    await run(input);
  } catch {
    // It was refused before, too.
  }
  if (process.cpuUsage(began).user / 1000 > SLOWEST_MS) fail(name, input, new Error('took longer than two seconds'));
}

function fail(name, input, error) {
  process.exitCode = 1;
  failures += 1;
  if (failures > 1) return;
  const shown = Array.isArray(input)
    ? input.map((part) => (Buffer.isBuffer(part) ? part.toString('latin1') : part))
    : input;
  console.error(`${name}, seed ${seed}: ${JSON.stringify(shown)?.slice(0, MOST_SHOWN)}`);
  console.error(error);
}
