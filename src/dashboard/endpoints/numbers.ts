import {
  apportioned,
  asOtherType,
  billOf,
  type MeteredUsage,
  nothingUsed,
  priceListOf,
  pricedRegions,
  scaled,
  volumePerMonth,
} from '../../observability/cost/index.ts';
import { PROMETHEUS_CONTENT_TYPE, prometheusText } from '../../observability/metrics/prometheus.ts';
import { apiUsage, functionUsage, sessionUsage } from '../../observability/session/session-usage.ts';
import { Answer, type Endpoint, Refused } from '../endpoint.ts';
import type { ConsoleServices } from '../services.ts';

export const numberEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/_gw/metrics',
    summary: 'CloudWatch’s metrics of the session; Prometheus’s text format where Accept asks for text/plain',
    query: { namespace: 'AWS/ApiGateway, AWS/Lambda or a custom one' },
    answers: { metrics: 'list: namespace, name, unit, dimensions, total, minutes' },
    handle({ query, accept }, services) {
      const { namespace } = query;
      const all = services.metrics();
      const metrics = namespace === undefined ? all : all.filter((one) => one.namespace === namespace);
      if (wantsText(accept)) return new Answer(200, prometheusText(metrics), PROMETHEUS_CONTENT_TYPE);
      return { metrics };
    },
  },
  {
    method: 'GET',
    path: '/_gw/cost',
    summary: 'What the session’s traffic costs on AWS, or that traffic at a monthly volume',
    query: {
      region: 'a Region with a price list; that of the configuration unless given',
      requests: 'scales the traffic to a volume: 10M/month, 500k/day',
      freeTier: 'true: with the free tier taken off',
    },
    answers: {
      cost: 'bill: total, items, region, pricesOf; shares: what each API and function has of it; asHttp and asRest: the same traffic as the other type of API',
    },
    handle: ({ query }, services) => ({ cost: costOf(query, services) }),
  },
];

function wantsText(accept: string): boolean {
  const asked = accept.toLowerCase();
  return asked.includes('text/plain') || asked.includes('application/openmetrics-text');
}

function costOf(query: Readonly<Record<string, string>>, { session, model }: ConsoleServices): object {
  const region = query['region'] ?? (priceListOf(model().region) === undefined ? 'us-east-1' : model().region);
  const list = priceListOf(region);
  if (list === undefined)
    throw new Refused(400, `There is no price list of ${region}. There are: ${pricedRegions.join(', ')}.`);
  const freeTier = query['freeTier'] === 'true';
  const measured = sessionUsage(session);
  const requests = [...session.apis.values()].reduce((sum, traffic) => sum + traffic.charged, 0);
  const stretch = (usage: MeteredUsage): MeteredUsage => atVolume(usage, query['requests'], requests);
  const usage = stretch(measured);
  const bill = billOf(usage, list, freeTier);
  const { httpUnits } = averages(session);
  const other = (type: 'http' | 'rest') => billOf(asOtherType(usage, type, httpUnits), list, freeTier);
  return {
    ...bill,
    shares: apportioned(bill, partsOf(session, stretch), list),
    regions: pricedRegions,
    since: session.since,
    chargedRequests: requests,
    ...(query['requests'] === undefined ? {} : { requests: query['requests'] }),
    asHttp: other('http'),
    asRest: other('rest'),
  };
}

/** What each API and function of the session has used. */
function partsOf(
  session: ConsoleServices['session'],
  stretch: (usage: MeteredUsage) => MeteredUsage,
): Parameters<typeof apportioned>[1] {
  return [
    ...[...session.apis].map(([name, traffic]) => ({
      of: 'api' as const,
      name,
      usage: stretch(apiUsage(traffic, session)),
    })),
    ...[...session.functions].map(([name, traffic]) => ({
      of: 'function' as const,
      name,
      usage: stretch({ ...nothingUsed, lambda: functionUsage(traffic) }),
    })),
  ];
}

function atVolume(usage: MeteredUsage, volume: string | undefined, requests: number): MeteredUsage {
  if (volume === undefined || volume === '') return usage;
  const wanted = volumePerMonth(volume);
  if (wanted === undefined) throw new Refused(400, `requests: "${volume}" is no volume; 10M/month and 500k/day are.`);
  if (requests === 0)
    throw new Refused(409, 'There was no request yet that AWS would charge for: nothing can be scaled.');
  const month = scaled(usage, wanted / requests);
  return { ...month, caches: usage.caches.map(({ sizeGb }) => ({ sizeGb, hours: HOURS_OF_A_MONTH })) };
}

/** As AWS's calculator counts. */
const HOURS_OF_A_MONTH = 730;

/** Units of 512 KB that an HTTP API's request had on average. */
function averages(session: ConsoleServices['session']): { readonly httpUnits: number } {
  const http = [...session.apis.values()].filter(({ api }) => api.type === 'http');
  const charged = http.reduce((sum, one) => sum + one.charged, 0);
  const units = http.reduce((sum, one) => sum + one.chargedUnits, 0);
  return { httpUnits: charged === 0 ? 1 : units / charged };
}
