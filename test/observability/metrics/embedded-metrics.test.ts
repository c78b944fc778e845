// The rules of the format: docs/aws/metrics-and-pricing.md, from CloudWatch's specification.
import { expect, test } from 'vitest';
import { embeddedMetrics } from '../../../src/observability/metrics/embedded-metrics.ts';

const document = {
  _aws: {
    Timestamp: 1_574_109_732_004,
    CloudWatchMetrics: [
      { Namespace: 'my-app', Dimensions: [['fn'], []], Metrics: [{ Name: 'time', Unit: 'Milliseconds' }] },
    ],
  },
  fn: 'hello',
  time: 100,
  requestId: 'anything else',
};

test('the specification’s own example gives one sample for each dimension set', () => {
  const common = { namespace: 'my-app', name: 'time', unit: 'Milliseconds', value: 100, timestamp: 1_574_109_732_004 };
  expect(embeddedMetrics(JSON.stringify(document))).toEqual([
    { ...common, dimensions: { fn: 'hello' } },
    { ...common, dimensions: {} },
  ]);
});

test('a timestamp and request id in front do not matter, and a list gives a sample each', () => {
  const line = `2026-11-30T12:00:00.000Z\tabc\tINFO\t${JSON.stringify({ ...document, time: [1, 2, 3] })}`;
  expect(embeddedMetrics(line).map(({ value }) => value)).toEqual([1, 2, 3, 1, 2, 3]);
});

const [directive] = document._aws.CloudWatchMetrics;
const withDirective = (over: object) => ({
  ...document,
  _aws: { ...document._aws, CloudWatchMetrics: [{ ...directive, ...over }] },
});

test.each([
  ['plain text', 'hello'],
  ['a JSON line without _aws', JSON.stringify({ CloudWatchMetrics: [] })],
  ['no timestamp', JSON.stringify({ ...document, _aws: { CloudWatchMetrics: [directive] } })],
  ['a namespace of 256 characters', JSON.stringify(withDirective({ Namespace: 'n'.repeat(256) }))],
  ['no dimension set', JSON.stringify(withDirective({ Dimensions: [] }))],
  ['a dimension that is not text', JSON.stringify({ ...document, fn: 1 })],
  ['31 dimensions', JSON.stringify(withDirective({ Dimensions: [Array(31).fill('fn')] }))],
  ['101 metrics', JSON.stringify(withDirective({ Metrics: Array.from({ length: 101 }, () => ({ Name: 'time' })) }))],
  ['a value that is text', JSON.stringify({ ...document, time: '100' })],
  ['101 values', JSON.stringify({ ...document, time: Array(101).fill(1) })],
  ['broken JSON', JSON.stringify(document).slice(0, -1)],
])('%s stays an ordinary log line', (_, line) => {
  expect(embeddedMetrics(line)).toEqual([]);
});
