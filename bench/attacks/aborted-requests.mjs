import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { makeProject, MOST_KEPT_MB, serve, settled } from './project.mjs';

const AT_ONCE = 50;
/** Milliseconds after which a client leaves, in turn: before it is read, while it is answered, after it was. */
const LEAVES_AFTER = [0, 0, 1, 3, 10];
const BODY = `{"text":"${'x'.repeat(4000)}"}`;

/** Clients that send a request, or half of one, and leave before its answer. */
export async function abortedRequests(count) {
  const backend = createServer((request, response) =>
    request.resume().on('end', () => setTimeout(() => response.end('b'), 5)),
  );
  await once(backend.listen(0, '127.0.0.1'), 'listening');
  const project = makeProject(filesFor(backend.address().port));
  const emulator = await serve(project.folder);
  const targets = [
    ['web', 'POST', '/f'],
    ['web', 'POST', '/b'],
    ['old', 'POST', '/f'],
    ['old', 'POST', '/b'],
  ].map(([api, method, path]) => ({ ...portAndPath(emulator.url(api), path), method }));
  // What the first requests leave behind, every other request does too.
  await abort(targets, Math.min(count / 10, 2000));
  await pause(3000);
  const before = emulator.memory();
  const began = performance.now();
  const watch = watchHealth(emulator);
  await abort(targets, count);
  const slowest = await watch.stop();
  const seconds = (performance.now() - began) / 1000;
  const most = emulator.memory();
  const kept = await settled(emulator, before);
  const statuses = await Promise.all(
    targets.map(async ({ url, method }) => (await fetch(url, { method, body: BODY })).status),
  );
  await emulator.stop();
  project.remove();
  backend.close();
  backend.closeAllConnections();
  return [
    {
      attack: 'requests broken off by the client',
      tries: count,
      ok: statuses.every((status) => status === 200) && kept.after - before <= MOST_KEPT_MB,
      outcome: `each route answers ${[...new Set(statuses)].join(', ')} afterwards; the slowest health check took ${slowest} ms`,
      figure: `${(count / seconds).toFixed(0)} a second; ${before} → ${most} MB, ${kept.after} MB ${kept.seconds} s later`,
    },
  ];
}

function filesFor(port) {
  const http = `http://127.0.0.1:${port}/`;
  return {
    'h.mjs': 'export const f = async (event) => ({ statusCode: 200, body: String(event.body.length) });',
    'emulator.config.json': {
      functions: { f: 'h.f' },
      apis: {
        web: { type: 'http', routes: { 'POST /f': 'f', 'POST /b': { http } } },
        old: { type: 'rest', stage: 'dev', routes: { 'POST /f': 'f', 'POST /b': { http } } },
      },
    },
  };
}

function portAndPath(base, path) {
  const url = new URL(base.replace(/\/$/, '') + path);
  return { url, port: Number(url.port), path: url.pathname };
}

async function abort(targets, count) {
  let begun = 0;
  const one = async () => {
    while (begun < count) {
      const number = (begun += 1);
      await leaveEarly(targets[number % targets.length], LEAVES_AFTER[number % LEAVES_AFTER.length], number % 7 === 0);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
}

async function leaveEarly({ port, path, method }, afterMs, isCut) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  const text = `${method} ${path} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: ${BODY.length}\r\n\r\n${BODY}`;
  const closed = once(socket, 'close');
  socket.write(isCut ? text.slice(0, -1000) : text, () =>
    // At once with a reset, as a process that is killed leaves.
    afterMs === 0 ? socket.resetAndDestroy() : setTimeout(() => socket.destroy(), afterMs),
  );
  await closed;
}

function watchHealth(emulator) {
  let slowest = 0;
  let failure;
  const timer = setInterval(
    () =>
      emulator.health().then(
        (took) => (slowest = Math.max(slowest, took)),
        (error) => (failure = error),
      ),
    500,
  );
  return {
    async stop() {
      clearInterval(timer);
      if (failure !== undefined) throw failure;
      return slowest;
    },
  };
}
