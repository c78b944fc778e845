import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { freePort } from './balancer.mjs';

const PROGRAMS = ['valkey-server', 'redis-server'];

/** A server that keeps nothing: after a restart it is empty. */
export async function startEngine(folder) {
  const port = await freePort();
  let running = await start(port, folder);
  return {
    url: `redis://127.0.0.1:${port}`,
    async restart() {
      const ended = once(running, 'exit');
      running.kill('SIGKILL');
      await ended;
      running = await start(port, folder);
    },
    kill: () => running.kill('SIGKILL'),
  };
}

async function start(port, folder) {
  const program = PROGRAMS.find((name) => spawnSync(name, ['--version']).status === 0);
  if (program === undefined) throw new Error(`none of ${PROGRAMS.join(', ')} is installed`);
  const child = spawn(program, ['--port', String(port), '--save', '', '--dir', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve, reject) => {
    child.stdout.on('data', (text) => String(text).includes('Ready to accept') && resolve());
    child.once('exit', (code) => reject(new Error(`${program} ended with ${code}`)));
  });
  return child;
}
