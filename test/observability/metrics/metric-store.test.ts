import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MetricStore } from '../../../src/observability/metrics/metric-store.ts';
import { prometheusText } from '../../../src/observability/metrics/prometheus.ts';
import { Statistics } from '../../../src/observability/metrics/statistics.ts';

const MINUTE = 60_000;
const latency = { namespace: 'AWS/ApiGateway', name: 'Latency', unit: 'Milliseconds' };

test('samples are kept minute by minute, and for the session', () => {
  const store = new MetricStore();
  for (const [minute, value] of [
    [1, 10],
    [1, 30],
    [2, 50],
  ] as const)
    store.add({ ...latency, dimensions: { ApiName: 'shop' }, value, timestamp: minute * MINUTE + 5 });
  const [series] = store.read();
  expect(series?.total).toMatchObject({ sampleCount: 3, sum: 90, average: 30, minimum: 10, maximum: 50 });
  expect(series?.minutes.map(({ minute, sum }) => [minute, sum])).toEqual([
    [MINUTE, 40],
    [2 * MINUTE, 50],
  ]);
});

test('every combination of dimensions is a series of its own', () => {
  const store = new MetricStore();
  for (const dimensions of [{ A: '1' }, { A: '1', B: '2' }, {}])
    store.add({ ...latency, dimensions, value: 1, timestamp: 0 });
  expect(store.read()).toHaveLength(3);
});

test('memory is bounded: series beyond 5,000 are only counted, minutes beyond 180 go', () => {
  const store = new MetricStore();
  for (let i = 0; i < 5010; i++) store.add({ ...latency, dimensions: { i: String(i) }, value: 1, timestamp: 0 });
  expect([store.read().length, store.dropped]).toEqual([5000, 10]);
  const long = new MetricStore();
  for (let i = 0; i < 200; i++) long.add({ ...latency, dimensions: {}, value: 1, timestamp: i * MINUTE });
  const [series] = long.read();
  expect([series?.minutes.length, series?.minutes[0]?.minute, series?.total.sum]).toEqual([180, 20 * MINUTE, 200]);
});

test('a percentile is within 1 % of the true one', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0.01, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 300 }),
      (values) => {
        const statistics = new Statistics();
        for (const value of values) statistics.add(value);
        const sorted = values.toSorted((a, b) => a - b);
        const { p50, p99, maximum } = statistics.read();
        for (const [found, share] of [
          [p50, 0.5],
          [p99, 0.99],
        ] as const) {
          const exact = sorted[Math.ceil(share * sorted.length) - 1] ?? NaN;
          expect(Math.abs(found - exact) / exact).toBeLessThanOrEqual(0.0101);
        }
        expect(p99).toBeLessThanOrEqual(maximum);
      },
    ),
  );
});

test('Prometheus reads counters and summaries, with hostile names escaped', () => {
  const store = new MetricStore();
  const dimensions = { ApiName: 'a"b\\c\nd' };
  const errors = { namespace: 'AWS/ApiGateway', name: '4XXError', unit: 'Count', dimensions, timestamp: 0 };
  store.add({ ...errors, value: 1 });
  store.add({ ...errors, value: 0 });
  store.add({ ...latency, dimensions: { Stage: 'dev' }, value: 7, timestamp: 0 });
  expect(prometheusText(store.read())).toBe(
    [
      '# HELP aws_apigateway_4xxerror_total AWS/ApiGateway 4XXError (Count)',
      '# TYPE aws_apigateway_4xxerror_total counter',
      'aws_apigateway_4xxerror_total{ApiName="a\\"b\\\\c\\nd"} 1',
      '# HELP aws_apigateway_latency_milliseconds AWS/ApiGateway Latency (Milliseconds)',
      '# TYPE aws_apigateway_latency_milliseconds summary',
      'aws_apigateway_latency_milliseconds{Stage="dev",quantile="0.5"} 7',
      'aws_apigateway_latency_milliseconds{Stage="dev",quantile="0.9"} 7',
      'aws_apigateway_latency_milliseconds{Stage="dev",quantile="0.99"} 7',
      'aws_apigateway_latency_milliseconds_sum{Stage="dev"} 7',
      'aws_apigateway_latency_milliseconds_count{Stage="dev"} 1',
      '',
    ].join('\n'),
  );
});
