import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { repository } from '../processes.mjs';
import { descendants } from './descendants.mjs';
import { makeProject, serve, within } from './project.mjs';

const CLIENTS = 8;
const KEY = 'a-key-of-twenty-letters';
const FILES = {
  'h.mjs': 'export const f = async () => ({ statusCode: 200 });',
  'emulator.config.json': {
    functions: { f: 'h.f' },
    apis: {
      old: {
        type: 'rest',
        stage: 'dev',
        apiKeys: { k: { value: KEY } },
        usagePlans: { p: { apiKeys: ['k'], quota: { limit: 1_000_000, period: 'MONTH' } } },
        routes: { 'GET /': { function: 'f', apiKeyRequired: true } },
      },
    },
  },
};

/** The process is killed while requests use up a quota: what was answered must have been counted, and nothing may stay behind. */
export async function kills(count) {
  const project = makeProject(FILES);
  let answered = 0;
  let sent = 0;
  let orphans = 0;
  for (let killed = 0; killed < count; killed += 1) {
    const emulator = await serve(project.folder);
    const url = emulator.url('old');
    const load = { going: true };
    const clients = Array.from({ length: CLIENTS }, async () => {
      while (load.going) {
        sent += 1;
        const answer = await fetch(url, { headers: { 'x-api-key': KEY } }).catch(() => undefined);
        if (answer?.status === 200) answered += 1;
        else if (load.going && answer !== undefined) throw new Error(`a request was answered with ${answer.status}`);
      }
    });
    const before = answered;
    await within(10_000, () => answered >= before + 50);
    await pause((killed * 37) % 300);
    const family = descendants(emulator.child.pid);
    const gone = once(emulator.child, 'exit');
    emulator.child.kill('SIGKILL');
    await gone;
    load.going = false;
    await Promise.all(clients);
    await within(5000, () => family.every((pid) => !existsSync(`/proc/${pid}`)));
    orphans += family.filter((pid) => existsSync(`/proc/${pid}`)).length;
  }
  const used = usedBy(project.folder);
  project.remove();
  return [
    {
      attack: 'kill -9 while a quota is used up',
      tries: count,
      ok: used >= answered && used <= sent && orphans === 0,
      outcome: `${answered} answered, ${used} counted of ${sent} sent; ${orphans} processes left behind`,
      figure: '',
    },
  ];
}

/** What the command says was used. */
function usedBy(folder) {
  const { stdout } = spawnSync(process.execPath, [join(repository, 'dist/cli.js'), 'usage', '--json'], { cwd: folder });
  return JSON.parse(String(stdout).split('\n')[0]).used;
}
