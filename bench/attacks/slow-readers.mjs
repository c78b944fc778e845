import { setTimeout as pause } from 'node:timers/promises';
import { makeProject, MOST_KEPT_MB, serve, settled, within } from './project.mjs';
import { frameOf, openSockets } from './web-socket.mjs';

/** Answers that each asks for, and the bytes of one. */
const ASKED = 30;
const SIZE = 120_000;
const HONEST = 100;
const FILES = {
  'h.mjs': `export const big = async () => ({ statusCode: 200, body: 'x'.repeat(${SIZE}) });
export const ok = async () => ({ statusCode: 200 });`,
  'emulator.config.json': {
    functions: { big: 'h.big', ok: 'h.ok' },
    apis: {
      chat: {
        type: 'websocket',
        stage: 'dev',
        routeSelectionExpression: '$request.body.action',
        routes: { $default: { function: 'big', routeResponse: true } },
      },
      web: { type: 'http', routes: { 'GET /': 'ok' } },
    },
  },
};

/** Clients that read what they asked for: journal and environments are then as full as any use fills them. */
async function readAll(url, count) {
  const clients = await openSockets(url, count);
  await Promise.all(
    clients.map(async (client) => {
      let bytes = 0;
      client.on('data', (chunk) => (bytes += chunk.length));
      for (let asked = 0; asked < ASKED; asked += 1) client.write(frameOf('x'));
      await within(60_000, () => bytes >= ASKED * SIZE);
      client.destroy();
    }),
  );
}

/** Connections that ask for much and read nothing, all at once. */
export async function slowReaders(count) {
  const project = makeProject(FILES);
  const emulator = await serve(project.folder);
  await readAll(emulator.url('chat'), Math.min(count, HONEST));
  await fetch(emulator.url('web'));
  const before = emulator.memory();
  const readers = await openSockets(emulator.url('chat'), count);
  for (const reader of readers) {
    reader.pause();
    for (let asked = 0; asked < ASKED; asked += 1) reader.write(frameOf('x'));
  }
  let most = 0;
  let slowest = 0;
  for (let seconds = 0; seconds < 30; seconds += 1) {
    await pause(1000);
    most = Math.max(most, emulator.memory());
    slowest = Math.max(slowest, await emulator.health());
  }
  const { status } = await fetch(emulator.url('web'));
  for (const reader of readers) reader.destroy();
  const kept = await settled(emulator, before);
  await emulator.stop();
  project.remove();
  return [
    {
      attack: `WebSocket clients that ask for ${ASKED} × 120 KB and read nothing`,
      tries: count,
      ok: status === 200 && kept.after - before <= MOST_KEPT_MB,
      outcome: `another API answers ${status}, the slowest health check took ${slowest} ms`,
      figure: `${before} → ${most} MB, ${kept.after} MB ${kept.seconds} s after they left`,
    },
  ];
}
