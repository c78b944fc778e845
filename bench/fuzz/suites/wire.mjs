import { once } from 'node:events';
import { connect } from 'node:net';
import { startEmulator } from '../../../dist/index.js';
import { mangled } from '../mangled.mjs';

/** Milliseconds that an input waits for an answer. */
const PATIENCE_MS = 5;
/** How many clients break off after an input. */
const LEAVING = 0.2;
const INLINE = 'exports.handler = async (event) => ({ statusCode: 200, body: event.body ?? "" })';

/** Bytes that no client would send: mangled HTTP for every kind of port, mangled WebSocket frames. */
export async function wireSuites(random) {
  const defects = [];
  const emulator = await startEmulator({
    config: {
      functions: { echo: { handler: 'index.handler', inline: INLINE } },
      apis: {
        web: { type: 'http', routes: { 'ANY /{proxy+}': 'echo' } },
        old: { type: 'rest', routes: { 'ANY /{proxy+}': 'echo' } },
        chat: {
          type: 'websocket',
          routeSelectionExpression: '$request.body.action',
          routes: { $connect: 'echo', $default: { function: 'echo', routeResponse: true } },
        },
      },
    },
    port: 0,
    adminPort: 0,
    watch: false,
    observer: { defect: (error) => defects.push(error) },
  });
  // The subject is what stands before the function.
  emulator.mock('echo', async (event) => ({ statusCode: 200, body: event.body ?? '' }));
  const portOf = (url) => Number(new URL(url).port);
  const suite = (name, make, send) => ({
    name,
    refusals: /^$/,
    make,
    async run(chunks) {
      await send(chunks);
      if (defects.length > 0) throw defects[0];
    },
  });
  const http = (name, url) =>
    suite(
      name,
      () => mangled.http(random, new URL(url).pathname.replace(/\/$/, '')),
      onKeptConnections(portOf(url), () => random.chance(LEAVING)),
    );
  const chat = emulator.url('chat');
  return {
    atOnce: 100,
    async close() {
      const { status } = await fetch(new URL('/still-there', emulator.url('web')));
      await emulator.close();
      if (status !== 200) throw new Error(`at the end the emulator answered ${status}`);
    },
    suites: [
      http('HTTP, HTTP API', emulator.url('web')),
      http('HTTP, REST API', emulator.url('old')),
      http('HTTP, admin port', emulator.admin),
      suite(
        'WebSocket frames',
        () => mangled.frames(random, new URL(chat).pathname),
        (chunks) => onConnectionOfItsOwn(portOf(chat), chunks),
      ),
    ],
  };
}

/**
 * Sends an input on a connection that earlier ones left open, or on a new one: what an input lacks, the next one supplies. Whether and what the
 * emulator answers does not matter; some inputs ask for a connection to stay open. `leaves` decides whether the client breaks off.
 */
function onKeptConnections(port, leaves) {
  const free = [];
  return async (chunks) => {
    let socket = free.pop();
    while (socket?.destroyed === true) socket = free.pop();
    socket ??= connect(port, '127.0.0.1').on('error', () => undefined);
    for (const chunk of chunks) socket.write(chunk);
    await new Promise((resolve) => {
      const timer = setTimeout(done, PATIENCE_MS);
      socket.once('data', done).once('close', done);
      function done() {
        clearTimeout(timer);
        socket.off('data', done).off('close', done);
        resolve();
      }
    });
    if (leaves()) socket.destroy();
    else if (socket.writable) free.push(socket.resume());
  };
}

async function onConnectionOfItsOwn(port, chunks) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  for (const chunk of chunks) socket.write(chunk);
  const timer = setTimeout(() => socket.destroy(), 20);
  await once(socket, 'close');
  clearTimeout(timer);
}
