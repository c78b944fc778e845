import { once } from 'node:events';
import { connect, createServer } from 'node:net';

/** Passes each connection to the next port in turn, as a network load balancer does. `nodeOf` says where a client's connection went. */
export async function balancer(ports) {
  const went = new Map();
  const open = new Set();
  let next = 0;
  const server = createServer((client) => {
    const node = next++ % ports.length;
    went.set(client.remotePort, node);
    const backend = connect(ports[node], '127.0.0.1');
    client.setNoDelay(true);
    backend.setNoDelay(true);
    client.pipe(backend).pipe(client);
    for (const [one, other] of [
      [client, backend],
      [backend, client],
    ]) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
    }
  }).listen(0, '127.0.0.1', 4096);
  await once(server, 'listening');
  return {
    url: `127.0.0.1:${server.address().port}`,
    nodeOf: (localPort) => went.get(localPort),
    close() {
      server.close();
      for (const socket of open) socket.destroy();
    },
  };
}

export async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  probe.close();
  await once(probe, 'close');
  return port;
}
