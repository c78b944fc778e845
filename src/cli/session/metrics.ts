import type { MetricSeries } from '../../observability/metrics/metric-store.ts';
import type { Io } from '../io.ts';
import { table } from '../print/table.ts';
import type { AdminClient } from './admin-client.ts';

/** `gw-emulate metrics`: CloudWatch's metrics of the running emulator's session, as a table or one JSON object. */
export async function runMetrics(client: AdminClient, json: boolean, io: Io): Promise<number> {
  const { metrics } = (await client.ask('metrics')) as unknown as { metrics: readonly MetricSeries[] };
  if (json) {
    io.stdout(`${JSON.stringify({ metrics })}\n`);
    return 0;
  }
  if (metrics.length === 0) {
    io.stdout('No metric yet: there was no request.\n');
    return 0;
  }
  const rows = metrics.map(({ namespace, name, unit, dimensions, total }) => [
    namespace,
    name,
    Object.entries(dimensions)
      .map(([key, value]) => `${key}=${value}`)
      .join(' '),
    number(total.sampleCount),
    number(total.sum),
    number(total.average),
    unit === 'Count' ? '' : `${number(total.p50)} / ${number(total.p90)} / ${number(total.p99)}`,
    unit,
  ]);
  const [head = '', ...lines] = table([
    ['namespace', 'metric', 'dimensions', 'samples', 'sum', 'average', 'p50 / p90 / p99', 'unit'],
    ...rows,
  ]);
  io.stdout(`${[io.paint('dim', head), ...lines].join('\n')}\n`);
  return 0;
}

const number = (value: number): string => value.toLocaleString('en-US', { maximumFractionDigits: 2 });
