// What 2,000 routes cost a request: the same function asked for in a project of 20 routes and in one of 2,000, alternating.
import { manyFunctions } from '../many-functions.mjs';
import { processorTime, startClient, startServer } from '../processes.mjs';
import { row } from './throughput.mjs';

/** Rows as those of the throughput; the second one's ratio is to the first. */
export async function routing({ rounds, seconds, warmUp, root, note }) {
  const sizes = [10, 1000];
  const servers = [];
  for (const functions of sizes) {
    const { folder } = manyFunctions({ functions, routesEach: 2, packages: Math.min(20, functions) });
    const args = [`${root}/dist/cli.js`, 'start', '--json', '--port', '0', '--admin-port', '0'];
    servers.push(await startServer(args, { cwd: folder }));
  }
  const client = await startClient('http.mjs');
  const orderOf = (i, length) => ({
    url: `${servers[i].apis[0].url}/function7/items/42`,
    connections: 10,
    seconds: length,
    expected: 'function7',
  });
  const results = sizes.map(() => []);
  for (let i = 0; i < sizes.length; i += 1) await client.run(orderOf(i, warmUp));
  for (let round = 1; round <= rounds; round += 1) {
    note(`routing, round ${round} of ${rounds}`);
    for (let i = 0; i < sizes.length; i += 1) {
      const before = processorTime(servers[i].child.pid);
      const result = await client.run(orderOf(i, seconds));
      results[i].push({ ...result, microseconds: (processorTime(servers[i].child.pid) - before) / result.requests });
    }
  }
  await Promise.all([client, ...servers].map((each) => each.stop()));
  return [row('HTTP API, 20 routes', results[0]), row('HTTP API, 2,000 routes', results[1], results[0])];
}
