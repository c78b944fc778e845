import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { makeProject, serve, within } from './project.mjs';
import { frameOf, listenTo, openSockets } from './web-socket.mjs';

const WARMING = 500;
const CHATTING = 1000;
const MESSAGES = 5;
const PATIENCE_MS = 180_000;
const FILES = {
  'h.mjs': `import { appendFileSync } from 'node:fs';
export const echo = async (event) => ({ statusCode: 200, body: event.body });
export const gone = async (event) => { appendFileSync('gone', event.requestContext.connectionId + '\\n'); return { statusCode: 200 }; };`,
  gone: '',
  'emulator.config.json': {
    functions: { echo: 'h.echo', gone: { handler: 'h.gone', timeout: 60 } },
    apis: {
      chat: {
        type: 'websocket',
        stage: 'dev',
        routeSelectionExpression: '$request.body.action',
        routes: { $default: { function: 'echo', routeResponse: true }, $disconnect: 'gone' },
      },
    },
  },
};

/** Idle connections; some of them chat; all are dropped at once. */
export async function sockets(count) {
  const project = makeProject(FILES);
  const emulator = await serve(project.folder);
  // What the first connections leave behind, every other does too.
  for (const socket of await openSockets(emulator.url('chat'), Math.min(count, WARMING))) socket.destroy();
  await within(PATIENCE_MS, () => idsIn(project.folder).length >= Math.min(count, WARMING));
  project.write('gone', '');
  const before = emulator.memory();
  const opened = await openSockets(emulator.url('chat'), count);
  const open = emulator.memory();
  const health = await emulator.health();
  const each = (((open - before) * 1024) / count).toFixed(0);
  const rows = [
    {
      attack: 'idle WebSocket connections',
      tries: count,
      ok: health < 1000,
      outcome: 'all open, the admin port answers',
      figure: `${before} → ${open} MB, ${each} KB each; health after ${health} ms`,
    },
    await chat(opened.slice(0, CHATTING)),
    await drop(opened, project.folder, emulator, before),
  ];
  await emulator.stop();
  project.remove();
  return rows;
}

async function chat(chatting) {
  const heard = new Map();
  const began = performance.now();
  const expected = chatting.length * MESSAGES;
  let odd = 0;
  let received = 0;
  for (const [number, socket] of chatting.entries()) {
    listenTo(socket, (text) => {
      if (!text.startsWith(`${number}:`)) odd += 1;
      heard.set(text, (heard.get(text) ?? 0) + 1);
      const next = Number(text.split(':')[1]) + 1;
      received += 1;
      if (next < MESSAGES) socket.write(frameOf(`${number}:${next}`));
    });
    socket.write(frameOf(`${number}:0`));
  }
  await within(PATIENCE_MS, () => received >= expected);
  const seconds = (performance.now() - began) / 1000;
  const doubled = [...heard.values()].filter((times) => times > 1).length;
  return {
    attack: 'of them chatting',
    tries: `${chatting.length} × ${MESSAGES}`,
    ok: heard.size === expected && doubled === 0 && odd === 0,
    outcome: `${heard.size} of ${expected} answers, ${doubled} twice, ${odd} at the wrong place`,
    figure: `${(received / seconds).toFixed(0)} answers/s`,
  };
}

/** Connections whose $disconnect ran. */
function idsIn(folder) {
  return readFileSync(join(folder, 'gone'), 'utf8').split('\n').filter(Boolean);
}

async function drop(opened, folder, emulator, before) {
  const began = performance.now();
  for (const socket of opened) socket.destroy();
  await within(PATIENCE_MS, () => idsIn(folder).length >= opened.length);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  // None may run twice.
  await pause(1000);
  const ran = idsIn(folder);
  const distinct = new Set(ran).size;
  return {
    attack: 'dropped at once',
    tries: opened.length,
    ok: ran.length === opened.length && distinct === opened.length,
    outcome: `$disconnect ran ${ran.length} times for ${distinct} connections`,
    figure: `the last after ${seconds} s; ${before} → ${emulator.memory()} MB`,
  };
}
