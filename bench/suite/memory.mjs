// Resident memory: the idle sample app, and the same emulator after many requests.
import { setTimeout as pause } from 'node:timers/promises';
import { sampleProject } from '../projects.mjs';
import { residentMb, startClient, startServer } from '../processes.mjs';
import { startEmulator } from './throughput.mjs';

const IDLE_MS = 1500;

/** `requests`: how many the second half sends; the first tenth of them is the warm-up. */
export async function memory({ requests, root, note }) {
  note('memory, idle');
  const idle = await idleSample(root);
  note(`memory over ${requests} requests`);
  const emulator = await startEmulator(root, 'http://127.0.0.1:9');
  const client = await startClient('http.mjs');
  const order = { url: `${emulator.apis[0].url}/items/42`, connections: 10 };
  const warmUp = Math.round(requests / 10);
  await client.run({ ...order, amount: warmUp });
  const before = residentMb(emulator.child.pid);
  const { wrong } = await client.run({ ...order, amount: requests - warmUp });
  const after = residentMb(emulator.child.pid);
  await Promise.all([emulator.stop(), client.stop()]);
  return { idle, requests, wrong, afterWarmUp: before, after };
}

async function idleSample(root) {
  const emulator = await startServer([`${root}/dist/cli.js`, 'start', '--json', '--port', '0', '--admin-port', '0'], {
    cwd: sampleProject({ services: false }),
  });
  await fetch(`${emulator.apis[0].url}/`);
  await pause(IDLE_MS);
  const resident = residentMb(emulator.child.pid);
  await emulator.stop();
  return resident;
}
