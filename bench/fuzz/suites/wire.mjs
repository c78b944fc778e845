import { once } from 'node:events';
import { connect } from 'node:net';
import { startEmulator } from '../../../dist/index.js';
import { mangled } from '../mangled.mjs';

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
  const portOf = (url) => Number(new URL(url).port);
  const suite = (name, port, make) => ({
    name,
    refusals: /^$/,
    make,
    async run(chunks) {
      await send(port, chunks);
      if (defects.length > 0) throw defects[0];
    },
  });
  const chat = emulator.url('chat');
  return {
    atOnce: 100,
    async close() {
      const { status } = await fetch(new URL('/still-there', emulator.url('web')));
      await emulator.close();
      if (status !== 200) throw new Error(`at the end the emulator answered ${status}`);
    },
    suites: [
      suite('HTTP, HTTP API', portOf(emulator.url('web')), () => mangled.http(random)),
      suite('HTTP, REST API', portOf(emulator.url('old')), () => mangled.http(random)),
      suite('HTTP, admin port', portOf(emulator.admin), () => mangled.http(random)),
      suite('WebSocket frames', portOf(chat), () => mangled.frames(random, new URL(chat).pathname)),
    ],
  };
}

/** Whether and what the emulator answers does not matter; some inputs ask for a connection to stay open. */
async function send(port, chunks) {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined).resume();
  for (const chunk of chunks) socket.write(chunk);
  const timer = setTimeout(() => socket.destroy(), 20);
  await once(socket, 'close');
  clearTimeout(timer);
}
