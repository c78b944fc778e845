// AWS's own worked examples and published bills, as docs/aws/metrics-and-pricing.md quotes them with their sources.
import { expect, test } from 'vitest';
import { type Bill, billOf, meteredOf, priceListOf, readUsage } from '../../../src/observability/cost/index.ts';

function bill(described: object): Bill {
  const { usage, problems } = readUsage(described);
  expect(problems).toEqual([]);
  const prices = usage && priceListOf(usage.region);
  if (usage === undefined || prices === undefined) throw new Error('the usage has problems');
  return billOf(meteredOf(usage), prices, usage.freeTier);
}

test.each([
  ['an HTTP API with 432 million requests', { http: { requests: 432e6 } }, 418.8],
  ['an HTTP API with 216 million requests', { http: { requests: 216e6 } }, 216],
  ['an HTTP API whose requests of 600 KB count twice', { http: { requests: 1e6, kilobytesEach: 600 } }, 2],
  [
    'a REST API with 5 million calls of 3 KB',
    { rest: { requests: 5e6 }, transferOutGb: (5e6 * 3) / 1024 / 1024 },
    18.79,
  ],
  ['a REST API with 1.2 billion calls, over three tiers', { rest: { requests: 1.2e9 } }, 3509.1],
  ['a cache of 0.5 GB for 743.93 hours', { rest: { cacheGb: 0.5, cacheHours: 743.93 } }, 14.88],
  ['1,000 users of a chat', { websocket: { messages: 18e6, connectionMinutes: 21.6e6 } }, 23.4],
  ['messages of 33 KB, which count twice', { websocket: { messages: 1e6, kilobytesEach: 33 } }, 2],
  ['1.1 billion messages in Seoul', { region: 'ap-northeast-2', websocket: { messages: 1.1e9 } }, 1234],
  [
    'three million invocations of 120 ms with the free tier',
    { freeTier: true, lambda: { requests: 3e6, millisecondsEach: 120, memoryMb: 1536 } },
    2.73,
  ],
  ['a million invocations on x86', { lambda: { requests: 1e6, millisecondsEach: 200, memoryMb: 256 } }, 1.03],
  [
    'a million invocations on Arm',
    { lambda: { requests: 1e6, millisecondsEach: 200, memoryMb: 256, architecture: 'arm64' } },
    0.87,
  ],
])('%s', (_, described, dollars) => {
  expect(bill(described).total).toBeCloseTo(dollars, 2);
});

test('a small function costs fractions of a cent', () => {
  expect(bill({ lambda: { requests: 50_000, millisecondsEach: 200, memoryMb: 512 } }).total).toBeCloseTo(0.093, 3);
  const storage = { lambda: { requests: 1, millisecondsEach: 20_000, memoryMb: 128, ephemeralMb: 2048 } };
  const { items } = bill(storage);
  expect(items.find(({ item }) => item === 'ephemeral storage')?.cost).toBeCloseTo(9.27e-7, 9);
});

test('a figure that is not from AWS’s list is marked', () => {
  const { items } = bill({ region: 'eu-west-1', http: { requests: 1 }, lambda: { requests: 1 } });
  expect(items.map(({ service, approximate }) => [service, approximate ?? false])).toEqual([
    ['http', true],
    ['lambda', false],
  ]);
});

test('a usage that cannot be read is said member by member', () => {
  expect(
    readUsage({
      region: 'mars-1',
      htp: {},
      http: { requests: -1 },
      rest: { cacheGb: 2 },
      lambda: { architecture: 'mips' },
    }).problems,
  ).toEqual([
    'htp: unknown; known here: region, freeTier, http, rest, websocket, lambda, transferOutGb',
    'region: there is no price list of mars-1; there are us-east-1, eu-west-1, ap-northeast-1, ap-northeast-2',
    'lambda.architecture: x86_64 or arm64',
    'http.requests: a number of 0 or more was expected, found -1',
  ]);
  expect(readUsage([]).problems).toEqual(['the usage: an object was expected']);
});
