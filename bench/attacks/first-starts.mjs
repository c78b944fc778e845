import { join } from 'node:path';
import { repository, startNode, stop } from '../processes.mjs';
import { makeProject } from './project.mjs';

/** A start takes below a second; one that hangs does so for good. */
const PATIENCE_MS = 30_000;
const FILES = {
  'h.mjs': 'export const f = async () => ({ statusCode: 200 });',
  'emulator.config.json': {
    functions: { f: 'h.f' },
    apis: {
      web: {
        type: 'http',
        authorizers: { local: { type: 'jwt', issuer: 'local', audience: ['web'] } },
        routes: { 'GET /': { function: 'f', authorizer: 'local' } },
      },
    },
  },
};

/** First starts of fresh projects: each makes the issuer's key, which could stop the main thread for good on Node 20. */
export async function firstStarts(count) {
  const times = [];
  let hung = 0;
  for (let start = 0; start < count; start += 1) {
    const project = makeProject(FILES);
    const began = performance.now();
    if (await servesKeys(project.folder)) times.push(performance.now() - began);
    else hung += 1;
    project.remove();
  }
  times.sort((a, b) => a - b);
  const at = (part) => `${times[Math.floor((times.length - 1) * part)]?.toFixed(0)} ms`;
  return [
    {
      attack: 'first starts of fresh projects with `issuer: local`',
      tries: count,
      ok: hung === 0,
      outcome: `${hung} hung`,
      figure: `until the issuer's keys were served: median ${at(0.5)}, slowest ${at(1)}`,
    },
  ];
}

/** Whether the issuer's keys are served in time. A process that hangs is killed. */
async function servesKeys(folder) {
  const args = [join(repository, 'dist/cli.js'), 'start', '--json', '--port', '0', '--admin-port', '0'];
  const child = startNode(args, { cwd: folder });
  const watchdog = setTimeout(() => child.kill('SIGKILL'), PATIENCE_MS);
  try {
    const admin = await adminOf(child);
    if (admin === undefined) return false;
    const keys = await fetch(`${admin}/_gw/issuer/.well-known/jwks.json`, { signal: AbortSignal.timeout(PATIENCE_MS) });
    return keys.status === 200;
  } catch {
    return false;
  } finally {
    clearTimeout(watchdog);
    await stop(child);
  }
}

/** The admin port's URL of the ready line; `undefined` where the output ended without. */
async function adminOf(child) {
  let text = '';
  for await (const chunk of child.stdout) {
    text += chunk;
    const line = text.split('\n').find((each) => each.includes('"type":"ready"'));
    if (line !== undefined) return JSON.parse(line).admin;
  }
  return undefined;
}
