import { makeProject, MOST_KEPT_MB, serve, settled, within } from './project.mjs';

const CLIENTS = 8;
/** The file's notice and one build take some tens of milliseconds. */
const PATIENCE_MS = 20_000;
/** Answers that are shown when requests fail. */
const MOST_CAUSES = 10;
const handler = (version) => `export const f = async () => ({ statusCode: 200, body: 'code ${version}' });`;
const config = (version) => ({
  functions: { f: { handler: 'h.f', environment: { VERSION: String(version) } } },
  apis: {
    web: { type: 'http', routes: { 'GET /': 'f', [`GET /v${version}`]: 'f' } },
    old: { type: 'rest', stage: 'dev', routes: { 'GET /': 'f' } },
  },
});

/** The definition and the code are saved in turn while requests come: none may fail, and each version must be served. */
export async function reloads(count) {
  const project = makeProject({ 'h.mjs': handler(0), 'emulator.config.json': config(0) });
  const emulator = await serve(project.folder);
  const [web, old] = [emulator.url('web'), emulator.url('old')];
  const load = startLoad([web, old]);
  await within(5000, () => load.answered > 500);
  const before = emulator.memory();
  const began = performance.now();
  let missed = 0;
  for (let version = 1; version <= count; version += 1) {
    const isCode = version % 2 === 0;
    if (isCode) project.write('h.mjs', handler(version));
    else project.write('emulator.config.json', config(version));
    const served = await within(PATIENCE_MS, async () =>
      isCode ? (await textOf(web)) === `code ${version}` : (await fetch(new URL(`v${version}`, web))).status === 200,
    );
    if (!served) missed += 1;
  }
  const seconds = (performance.now() - began) / 1000;
  const { answered, failed, causes } = await load.stop();
  const most = emulator.memory();
  const kept = await settled(emulator, before);
  await emulator.stop();
  project.remove();
  if (failed.size > 0) console.error([...causes, ...emulator.failures].join('\n'));
  const reasons = [...failed].map(([why, times]) => `${times} × ${why}`).join(', ');
  return [
    {
      attack: 'saves of definition and code in turn, under load',
      tries: count,
      ok: missed === 0 && failed.size === 0 && kept.after - before <= MOST_KEPT_MB,
      outcome: `${count - missed} served; of ${answered} requests meanwhile ${reasons || 'none'} failed`,
      figure: `${((seconds / count) * 1000).toFixed(0)} ms each; ${before} → ${most} MB, ${kept.after} MB ${kept.seconds} s later`,
    },
  ];
}

async function textOf(url) {
  return (await fetch(url)).text();
}

function startLoad(urls) {
  const state = { going: true, answered: 0, failed: new Map(), causes: [] };
  const client = async (number) => {
    while (state.going) {
      const answer = await fetch(urls[number % urls.length]).catch((error) => ({
        status: error.cause?.code ?? error.message,
      }));
      const body = (await answer.text?.()) ?? '';
      state.answered += 1;
      if (answer.status === 200) continue;
      state.failed.set(answer.status, (state.failed.get(answer.status) ?? 0) + 1);
      if (state.causes.length < MOST_CAUSES) state.causes.push(`${answer.status} ${body}`);
    }
  };
  const clients = Array.from({ length: CLIENTS }, (_, number) => client(number));
  return {
    get answered() {
      return state.answered;
    },
    async stop() {
      state.going = false;
      await Promise.all(clients);
      return state;
    },
  };
}
