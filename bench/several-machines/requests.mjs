import { Agent, request } from 'node:http';
import { post } from './messages.mjs';
import { KEY } from './nodes.mjs';

const AT_ONCE = 48;

/** Asks more often than the quota allows, over all nodes at once. */
export async function quota(door, count) {
  let next = 0;
  const statuses = await clients(door, () => (next++ < count ? '/dev/counted' : undefined), { 'x-api-key': KEY });
  return { asked: count, allowed: statuses.filter((status) => status === 200).length };
}

/** Offers far more than the rate. What passes is the burst, and the rate for the time that passed. */
export async function throttle(door, rate, seconds) {
  const began = performance.now();
  const until = began + seconds * 1000;
  const statuses = await clients(door, () => (performance.now() < until ? '/dev/limited' : undefined));
  const took = (performance.now() - began) / 1000;
  const allowed = statuses.filter((status) => status === 200).length;
  const expected = rate + rate * took;
  return {
    offered: Math.round(statuses.length / took),
    allowed,
    expected: Math.round(expected),
    error: Number((allowed / expected - 1).toFixed(4)),
  };
}

export async function throughput(door, seconds) {
  const until = performance.now() + seconds * 1000;
  const began = performance.now();
  const statuses = await clients(door, () => (performance.now() < until ? '/dev/open' : undefined));
  const refused = statuses.filter((status) => status !== 200).length;
  return { aSecond: Math.round(statuses.length / ((performance.now() - began) / 1000)), refused };
}

/** One post after the other: to a socket of another node, and to one of the asked node itself. */
export async function latency(nodes, sockets, count = 2000) {
  const measure = async (asked) => {
    const times = [];
    for (let index = 0; index < count; index += 1) {
      const socket = sockets.all[index % sockets.all.length];
      const began = performance.now();
      await post(nodes[asked(socket)].port('chat'), socket.id, '-1');
      times.push(performance.now() - began);
    }
    times.sort((one, other) => one - other);
    const at = (share) => Number(times[Math.floor(times.length * share)].toFixed(2));
    return { p50: at(0.5), p99: at(0.99) };
  };
  return { otherNodeMs: await measure(({ node }) => (node + 1) % 3), sameNodeMs: await measure(({ node }) => node) };
}

async function clients(door, nextPath, headers = {}) {
  const [host, port] = door.split(':');
  const agent = new Agent({ keepAlive: true, maxSockets: AT_ONCE });
  const statuses = [];
  const ask = (path) =>
    new Promise((resolve, reject) => {
      const asking = request({ host, port, path, headers, agent }, (response) => {
        response.resume();
        response.once('end', () => resolve(response.statusCode));
      });
      asking.once('error', reject);
      asking.end();
    });
  const client = async () => {
    for (let path = nextPath(); path !== undefined; path = nextPath()) statuses.push(await ask(path));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, client));
  agent.destroy();
  return statuses;
}
