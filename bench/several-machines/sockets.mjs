import { readFileSync } from 'node:fs';
import { WebSocket } from 'ws';
import { post } from './messages.mjs';

/** Below the account's 500 new connections a second. */
const A_SECOND = 400;

/** Opens sockets through the balancer and learns their ids. Each keeps the numbers of the messages that it receives. */
export async function openSockets(door, count) {
  const sockets = [];
  const began = performance.now();
  for (let index = 0; index < count; index += 50) {
    sockets.push(...(await Promise.all(Array.from({ length: Math.min(50, count - index) }, () => open(door)))));
    const due = (sockets.length / A_SECOND) * 1000 - (performance.now() - began);
    if (due > 0) await new Promise((resolve) => setTimeout(resolve, due));
  }
  return group(sockets);
}

function group(sockets) {
  return {
    all: sockets,
    byNode: [0, 1, 2].map((node) => sockets.filter((socket) => socket.node === node).length),
    without: (node) => group(sockets.filter((socket) => socket.node !== node)),
    close: () => sockets.forEach(({ client }) => client.terminate()),
    /** Posts to a socket of a dead node until it is gone. */
    async goneAfter(asking, node) {
      const began = performance.now();
      const { id } = sockets.find((socket) => socket.node === node);
      const status = await post(asking.port('chat'), id, 'to the dead');
      return { status, afterMs: Math.round(performance.now() - began) };
    },
    /** How often $disconnect ran for the sockets of a node. */
    async disconnected(folder, node) {
      const ids = new Set(sockets.filter((socket) => socket.node === node).map(({ id }) => id));
      const until = performance.now() + 60_000;
      for (;;) {
        const noted = read(folder).filter((id) => ids.has(id));
        const found = new Set(noted).size;
        const result = { sockets: ids.size, lost: ids.size - found, doubled: noted.length - found };
        if (found === ids.size || performance.now() > until) return result;
        await new Promise((resolve) => setTimeout(resolve, 200));
      }
    },
  };
}

function read(folder) {
  try {
    return readFileSync(`${folder}/disconnected`, 'utf8').trim().split('\n');
  } catch {
    return [];
  }
}

function open(door) {
  return new Promise((resolve, reject) => {
    const client = new WebSocket(`ws://${door.url}/dev`, { perMessageDeflate: false });
    const socket = { client, received: [] };
    client.once('error', reject);
    client.once('open', () => {
      socket.node = door.nodeOf(client._socket.localPort);
      client.send('{"action":"who"}');
    });
    client.once('message', (text) => {
      socket.id = JSON.parse(text).id;
      client.on('message', (text) => {
        const number = Number(text);
        if (number >= 0) socket.received.push(number);
      });
      client.on('error', () => undefined);
      resolve(socket);
    });
  });
}
