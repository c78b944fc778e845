import type { MetricSeries } from '../../../observability/metrics/metric-store.ts';
import type { Served } from '../live/store.ts';

export interface ChartLine {
  readonly name: string;
  /** Class of its colour and dash. */
  readonly tone: 'l1' | 'l2' | 'l3' | 'l-client' | 'l-server';
  /** Minute (milliseconds since the epoch) -> value. */
  readonly values: ReadonlyMap<number, number>;
}

export interface ChartFacts {
  readonly title: string;
  readonly unit: string;
  readonly lines: readonly ChartLine[];
  /** A minute without a sample has no value: no request is not a latency of zero. */
  readonly hasGaps?: boolean;
}

type Statistic = 'sum' | 'sampleCount' | 'p50' | 'p90' | 'p99' | 'maximum';
type Wanted = readonly [metrics: readonly string[], statistic: Statistic, name: string, tone: ChartLine['tone']];

const PERCENTILES = (metric: string): readonly Wanted[] => [
  [[metric], 'p50', 'p50', 'l1'],
  [[metric], 'p90', 'p90', 'l2'],
  [[metric], 'p99', 'p99', 'l3'],
];
const CHARTS: readonly (readonly [title: string, unit: string, namespace: string, lines: readonly Wanted[]])[] = [
  [
    'Count, 4xx, 5xx',
    'requests a minute',
    'AWS/ApiGateway',
    [
      [['Count'], 'sum', 'Count', 'l1'],
      [['4xx', '4XXError'], 'sum', '4xx', 'l-client'],
      [['5xx', '5XXError'], 'sum', '5xx', 'l-server'],
    ],
  ],
  ['Latency', 'ms', 'AWS/ApiGateway', PERCENTILES('Latency')],
  ['IntegrationLatency', 'ms', 'AWS/ApiGateway', PERCENTILES('IntegrationLatency')],
  ['Duration', 'ms, all functions', 'AWS/Lambda', PERCENTILES('Duration')],
  [
    'Invocations, Errors, Throttles',
    'a minute',
    'AWS/Lambda',
    [
      [['Invocations'], 'sum', 'Invocations', 'l1'],
      [['Errors'], 'sum', 'Errors', 'l-server'],
      [['Throttles'], 'sum', 'Throttles', 'l-client'],
    ],
  ],
  ['ConcurrentExecutions', 'maximum', 'AWS/Lambda', [[['ConcurrentExecutions'], 'maximum', 'all functions', 'l1']]],
  [
    'ConnectCount, MessageCount',
    'a minute',
    'AWS/ApiGateway',
    [
      [['MessageCount'], 'sum', 'MessageCount', 'l1'],
      [['ConnectCount'], 'sum', 'ConnectCount', 'l2'],
    ],
  ],
  [
    'CacheHitCount, CacheMissCount',
    'a minute',
    'AWS/ApiGateway',
    [
      [['CacheHitCount'], 'sum', 'hit', 'l1'],
      [['CacheMissCount'], 'sum', 'miss', 'l2'],
    ],
  ],
];

/** The charts that have samples. Series of whole APIs are put together: counts are added, of latencies the slowest API shows. */
export function chartsOf(metrics: readonly MetricSeries[], api: Served | undefined): ChartFacts[] {
  const whole = metrics.filter(
    ({ namespace, dimensions }) => namespace !== 'AWS/ApiGateway' || Object.keys(dimensions).length === 1,
  );
  const wanted =
    api === undefined
      ? whole
      : whole.filter(({ namespace, dimensions }) => namespace !== 'AWS/ApiGateway' || isOf(dimensions, api));
  const builtIn = CHARTS.flatMap(([title, unit, namespace, lines]) => {
    const drawn = lines.map(([names, statistic, name, tone]) => {
      const series = wanted.filter((one) => one.namespace === namespace && names.includes(one.name));
      return { name, tone, values: together(series, statistic) };
    });
    return drawn.some(({ values }) => values.size > 0)
      ? [{ title, unit, lines: drawn, hasGaps: !lines.some(([, statistic]) => statistic === 'sum') }]
      : [];
  });
  const custom = metrics.filter(({ namespace }) => !namespace.startsWith('AWS/'));
  const names = [...new Set(custom.map(({ namespace, name }) => `${namespace} ${name}`))];
  return [
    ...builtIn,
    ...names.map((title) => {
      const series = custom.filter(({ namespace, name }) => `${namespace} ${name}` === title);
      return {
        title,
        unit: series[0]?.unit ?? '',
        lines: [{ name: 'sum', tone: 'l1' as const, values: together(series, 'sum') }],
      };
    }),
  ];
}

/** REST APIs are identified by name, the others by an id that only the list of APIs knows; their names are close enough to find it. */
function isOf(dimensions: Readonly<Record<string, string>>, api: Served & { readonly id?: string }): boolean {
  return dimensions['ApiName'] === api.name || (api.id !== undefined && dimensions['ApiId'] === api.id);
}

function together(series: readonly MetricSeries[], statistic: Statistic): Map<number, number> {
  const adds = statistic === 'sum' || statistic === 'sampleCount';
  const values = new Map<number, number>();
  for (const { minutes } of series) {
    for (const one of minutes) {
      const before = values.get(one.minute) ?? 0;
      values.set(one.minute, adds ? before + one[statistic] : Math.max(before, one[statistic]));
    }
  }
  return values;
}
