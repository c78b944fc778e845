// The HTTP load generator, in a process of its own: autocannon, with each response's time kept as it is (its own histogram has whole
// milliseconds only).
import autocannon from 'autocannon';
import { quantile } from '../statistics.mjs';

const MAX_SAMPLES = 4_000_000;

process.on('message', (order) => void answer(order));
process.send('ready');

async function answer({ url, connections, seconds, amount, expected, headers }) {
  const times = new Float64Array(MAX_SAMPLES);
  let count = 0;
  const started = process.hrtime.bigint();
  const run = autocannon({
    url,
    connections,
    ...(headers && { headers }),
    ...(amount === undefined ? { duration: seconds } : { amount }),
    ...(expected === undefined ? {} : { expectBody: expected }),
    setupClient: (client) =>
      client.on('response', (_status, _bytes, milliseconds) => {
        if (count < MAX_SAMPLES) times[count] = milliseconds;
        count += 1;
      }),
  });
  const result = await run;
  const took = Number(process.hrtime.bigint() - started) / 1e9;
  const sorted = times.subarray(0, Math.min(count, MAX_SAMPLES)).sort();
  process.send({
    requests: count,
    perSecond: count / took,
    p50: quantile(sorted, 0.5),
    p99: quantile(sorted, 0.99),
    wrong: result.non2xx + result.errors + result.timeouts + result.mismatches,
  });
}
