import type { Api } from '../../model/definition/api.ts';
import type { MetricSeries } from '../metrics/metric-store.ts';
import { MinuteSeries } from '../metrics/minute-series.ts';
import type { ApiTraffic, RouteTraffic } from './api-traffic.ts';
import type { Session } from './session.ts';

type Dimensions = Readonly<Record<string, string>>;

/**
 * CloudWatch's metrics of a session by their own names and dimensions, custom ones among them. Series without a sample are absent, as in
 * CloudWatch. Names and dimensions: docs/aws/metrics-and-pricing.md#1-metrics-of-api-gateway
 */
export function cloudWatchMetrics(session: Session): MetricSeries[] {
  return [
    ...[...session.apis.values()].flatMap(apiMetrics),
    ...[...session.functions].flatMap(([name, { invocations, errors, duration, throttles, concurrency }]) => {
      const dimensions = { FunctionName: name };
      return [
        ...series('AWS/Lambda', 'Invocations', 'Count', dimensions, MinuteSeries.read([invocations])),
        ...series('AWS/Lambda', 'Errors', 'Count', dimensions, MinuteSeries.readShare([errors], [invocations])),
        ...series('AWS/Lambda', 'Duration', 'Milliseconds', dimensions, MinuteSeries.read([duration])),
        ...series('AWS/Lambda', 'Throttles', 'Count', dimensions, MinuteSeries.read([throttles])),
        ...series('AWS/Lambda', 'ConcurrentExecutions', 'Count', dimensions, MinuteSeries.read([concurrency])),
      ];
    }),
    ...session.custom.read(),
  ];
}

/** Each metric for the API, for the stage, and for each route as CloudWatch's detailed metrics have it. */
function apiMetrics({ api, routes }: ApiTraffic): MetricSeries[] {
  const all = [...routes.values()];
  const named = apiDimension(api);
  const staged = { ...named, Stage: api.stage.name };
  const detailed = [...routes].filter(([routeKey]) => routeKey !== '');
  return METRICS[api.type].flatMap(([name, unit, read]) => [
    ...series(NAMESPACE, name, unit, named, read(all)),
    ...series(NAMESPACE, name, unit, staged, read(all)),
    ...detailed.flatMap(([routeKey, traffic]) =>
      series(NAMESPACE, name, unit, { ...staged, ...routeDimensions(routeKey) }, read([traffic])),
    ),
  ]);
}

const NAMESPACE = 'AWS/ApiGateway';

type Part = (route: RouteTraffic) => MinuteSeries;
type Metric = readonly [name: string, unit: string, read: (routes: readonly RouteTraffic[]) => Samples];
type Samples = ReturnType<typeof MinuteSeries.read>;

const values = (of: Part) => (routes: readonly RouteTraffic[]) => MinuteSeries.read(routes.map(of));
const ones = (of: Part) => (routes: readonly RouteTraffic[]) => MinuteSeries.readOnes(routes.map(of));
const share = (of: Part, among: Part) => (routes: readonly RouteTraffic[]) =>
  MinuteSeries.readShare(routes.map(of), routes.map(among));
const latency: Part = (route) => route.latency;

const METRICS: Readonly<Record<Api['type'], readonly Metric[]>> = {
  rest: [
    ['Count', 'Count', ones(latency)],
    ['4XXError', 'Count', share(({ clientErrors }) => clientErrors, latency)],
    ['5XXError', 'Count', share(({ serverErrors }) => serverErrors, latency)],
    ['CacheHitCount', 'Count', values(({ cacheHits }) => cacheHits)],
    ['CacheMissCount', 'Count', values(({ cacheMisses }) => cacheMisses)],
    ['Latency', 'Milliseconds', values(latency)],
    ['IntegrationLatency', 'Milliseconds', values(({ integrationLatency }) => integrationLatency)],
  ],
  http: [
    ['Count', 'Count', ones(latency)],
    ['4xx', 'Count', share(({ clientErrors }) => clientErrors, latency)],
    ['5xx', 'Count', share(({ serverErrors }) => serverErrors, latency)],
    ['Latency', 'Milliseconds', values(latency)],
    ['IntegrationLatency', 'Milliseconds', values(({ integrationLatency }) => integrationLatency)],
    ['DataProcessed', 'Bytes', values(({ bytes }) => bytes)],
  ],
  websocket: [
    ['ConnectCount', 'Count', values(({ connects }) => connects)],
    ['MessageCount', 'Count', values(({ messages }) => messages)],
    ['IntegrationError', 'Count', values(({ integrationErrors }) => integrationErrors)],
    ['ClientError', 'Count', values(({ clientErrors }) => clientErrors)],
    ['ExecutionError', 'Count', values(({ executionErrors }) => executionErrors)],
    ['IntegrationLatency', 'Milliseconds', values(({ integrationLatency }) => integrationLatency)],
  ],
};

/** REST APIs are named, with the characters beyond ASCII removed; where nothing remains, and for all others, the id stands. */
function apiDimension(api: Api): Dimensions {
  if (api.type !== 'rest') return { ApiId: api.id };
  const name = api.name.replaceAll(/[^ -~]/g, '');
  return { ApiName: name === '' ? api.id : name };
}

function routeDimensions(routeKey: string): Dimensions {
  const blank = routeKey.indexOf(' ');
  if (blank < 0) return { Method: routeKey, Resource: routeKey };
  return { Method: routeKey.slice(0, blank), Resource: routeKey.slice(blank + 1) };
}

function series(
  namespace: string,
  name: string,
  unit: string,
  dimensions: Dimensions,
  samples: Samples,
): MetricSeries[] {
  return samples.total.sampleCount === 0 ? [] : [{ namespace, name, unit, dimensions, ...samples }];
}
