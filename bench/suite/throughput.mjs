// Requests and round trips against bare servers: alternating in one run, the median of the rounds, ratios per round.
import { benchProject } from '../projects.mjs';
import { processorTimes, startClient, startServer } from '../processes.mjs';
import { median } from '../statistics.mjs';

const CONNECTIONS = 10;
/** What every server answers. */
export const ITEM = '{"id":"42","name":"Item 42","price":1995}';

/** Measures everything; resolves with rows `{ name, against, ratio, … }`. */
export async function throughput({ rounds, seconds, warmUp, root, note }) {
  const [bare, express, apart, bareWs, apartWs, backend] = await Promise.all(
    ['bare-http', 'express', 'process-http', 'bare-ws', 'process-ws', 'bare-http'].map((name) =>
      startServer([`bench/servers/${name}.mjs`]),
    ),
  );
  const proxy = await startServer(['bench/servers/proxy-http.mjs', backend.url]);
  const emulator = await startEmulator(root, backend.url);
  const [http, ws] = await Promise.all([startClient('http.mjs'), startClient('websocket.mjs')]);
  const urlOf = (name) => emulator.apis.find((api) => api.name === name).url;
  const get = { client: http, order: { connections: CONNECTIONS, expected: ITEM } };
  const byHost = (host) => ({ client: http, order: { ...get.order, headers: { host } } });
  const edge = emulator.edge.url;
  const cases = [
    { name: 'bare node:http', server: bare, path: `${bare.url}/items/42`, ...get },
    { name: 'express 5', server: express, path: `${express.url}/items/42`, against: 'bare node:http', ...get },
    {
      name: 'floor: handler in a bare process',
      server: apart,
      path: `${apart.url}/items/42`,
      against: 'bare node:http',
      ...get,
    },
    { name: 'HTTP API GET', server: emulator, path: `${urlOf('shop')}/items/42`, against: 'bare node:http', ...get },
    {
      name: 'edge, by name',
      server: emulator,
      path: `${edge}/items/42`,
      against: 'HTTP API GET',
      ...byHost('shop.localhost'),
    },
    {
      name: 'edge, by domain',
      server: emulator,
      path: `${edge}/items/42`,
      against: 'HTTP API GET',
      ...byHost('bench.localhost'),
    },
    {
      name: 'REST proxy GET',
      server: emulator,
      path: `${urlOf('backoffice')}/items/42`,
      against: 'bare node:http',
      ...get,
    },
    {
      name: 'edge to REST',
      server: emulator,
      path: `${edge}/back/items/42`,
      against: 'REST proxy GET',
      ...byHost('bench.localhost'),
    },
    {
      name: 'REST MOCK template',
      server: emulator,
      path: `${urlOf('backoffice')}/mock/42`,
      against: 'bare node:http',
      ...get,
    },
    { name: 'bare proxy', server: proxy, path: `${proxy.url}/items/42`, against: 'bare node:http', ...get },
    {
      name: 'HTTP proxy',
      server: emulator,
      path: `${urlOf('shop')}/proxied/items/42`,
      against: 'bare proxy',
      ...get,
    },
    ...[1, 50].flatMap((connections) => [
      { name: `bare ws, ${connections}`, server: bareWs, path: bareWs.url, client: ws, order: { connections } },
      {
        name: `floor: ws, handler apart, ${connections}`,
        server: apartWs,
        path: apartWs.url,
        against: `bare ws, ${connections}`,
        client: ws,
        order: { connections },
      },
      {
        name: `WebSocket, ${connections}`,
        server: emulator,
        path: urlOf('chat'),
        against: `bare ws, ${connections}`,
        client: ws,
        order: { connections },
      },
    ]),
  ];
  const results = new Map(cases.map(({ name }) => [name, []]));
  for (const each of cases) await each.client.run({ url: each.path, seconds: warmUp, ...each.order });
  for (let round = 1; round <= rounds; round += 1) {
    note(`requests and messages, round ${round} of ${rounds}`);
    for (const each of cases) {
      const before = processorTimes(each.server.child.pid);
      const result = await each.client.run({ url: each.path, seconds, ...each.order });
      const after = processorTimes(each.server.child.pid);
      const hostMicroseconds = (after.host - before.host) / result.requests;
      const microseconds = (after.own - before.own) / result.requests + hostMicroseconds;
      results.get(each.name).push({ ...result, microseconds, hostMicroseconds });
    }
  }
  await Promise.all(
    [bare, express, apart, bareWs, apartWs, backend, proxy, emulator, http, ws].map((each) => each.stop()),
  );
  return cases.map(({ name, against }) => row(name, results.get(name), against && results.get(against)));
}

/** The emulator as users start it, with one line a request on a pipe that is read. */
export function startEmulator(root, backend) {
  const cwd = benchProject(backend);
  return startServer([`${root}/dist/cli.js`, 'start', '--json', '--port', '0', '--admin-port', '0'], { cwd });
}

/** One line of the table: medians of the rounds, and of their ratios to the bare server's. */
export function row(name, rounds, bareRounds) {
  const of = (member) => median(rounds.map((round) => round[member]));
  const ratio = (member) => median(rounds.map((round, i) => round[member] / bareRounds[i][member]));
  return {
    name,
    perSecond: of('perSecond'),
    p50: of('p50'),
    p99: of('p99'),
    microseconds: of('microseconds'),
    hostMicroseconds: of('hostMicroseconds'),
    wrong: rounds.reduce((sum, round) => sum + round.wrong, 0),
    ...(bareRounds && { ratio: ratio('perSecond'), p99Ratio: ratio('p99'), processorRatio: ratio('microseconds') }),
  };
}
