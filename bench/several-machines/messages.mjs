import { Agent, request } from 'node:http';

const AT_ONCE = 64;
const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE * 3 });

/** Posts to a connection through a node; the status. */
export function post(port, id, body) {
  return new Promise((resolve, reject) => {
    const path = `/dev/@connections/${encodeURIComponent(id)}`;
    const sending = request({ port, host: '127.0.0.1', method: 'POST', path, agent }, (response) => {
      response.resume();
      response.once('end', () => resolve(response.statusCode));
    });
    sending.once('error', reject);
    sending.end(body);
  });
}

/** Sends numbered messages to sockets in turn, each through a node that does not have the socket; then looks what arrived. */
export async function exchange(nodes, sockets, count, { firstNumber = 0 } = {}) {
  const { all } = sockets;
  const before = all.map(({ received }) => received.length);
  let next = 0;
  let failed = 0;
  const statuses = {};
  const began = performance.now();
  const send = async () => {
    while (next < count) {
      const index = next++;
      const socket = all[index % all.length];
      const others = nodes.filter((_node, node) => node !== socket.node);
      const status = await post(
        others[index % others.length].port('chat'),
        socket.id,
        String(firstNumber + index),
      ).catch(() => 'no answer');
      if (status === 200) continue;
      failed += 1;
      statuses[status] = (statuses[status] ?? 0) + 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, send));
  const seconds = (performance.now() - began) / 1000;
  const arrived = () => all.reduce((sum, { received }, index) => sum + received.length - before[index], 0);
  for (let waited = 0; arrived() < count && waited < 50; waited += 1)
    await new Promise((resolve) => setTimeout(resolve, 100));
  const numbers = all.flatMap(({ received }, index) => received.slice(before[index]));
  const distinct = new Set(numbers).size;
  return {
    messages: count,
    lost: count - distinct,
    doubled: numbers.length - distinct,
    failed,
    ...(failed > 0 && { statuses }),
    aSecond: Math.round(count / seconds),
  };
}
