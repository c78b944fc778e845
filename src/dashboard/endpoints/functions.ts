import { parseJson, parseJsonOrText } from '../../model/base/json.ts';
import { readLogLines } from '../../observability/record/log-lines.ts';
import { type Endpoint, Refused } from '../endpoint.ts';
import type { ConsoleServices } from '../services.ts';

export const functionEndpoints: readonly Endpoint[] = [
  {
    method: 'GET',
    path: '/_gw/functions',
    summary: 'Every function with its build, environments and what it has done',
    answers: { functions: 'list' },
    handle: (_call, services) => ({
      functions: Object.keys(services.model().functions).map((name) => described(name, services)),
    }),
  },
  {
    method: 'GET',
    path: '/_gw/functions/{name}/environments',
    summary: 'The execution environments of a function, the oldest first',
    answers: { environments: 'list: id, state, startedAt, idleSince, invocations, memoryMb, initMs' },
    handle({ variables }, services) {
      return { environments: services.environmentsOf(known(variables['name'], services)) };
    },
  },
  {
    method: 'POST',
    path: '/_gw/functions/{name}/invoke',
    summary: 'Invoke a function with an event',
    body: { event: 'any JSON value' },
    answers: { result: 'what it returned', logs: 'what it wrote', report: 'the numbers of the REPORT line' },
    async handle({ variables, body }, services) {
      const name = known(variables['name'], services);
      const { requestId, payload, functionError, report } = await services
        .invoke(name, JSON.stringify(body['event'] ?? {}))
        .catch((error: unknown) => {
          // By its code: the class of the bundle that serves is another than this bundle's.
          if (error instanceof Error && 'code' in error) throw new Refused(400, `${error.name}: ${error.message}`);
          throw error;
        });
      const { durationMs, billedMs, initMs, memorySizeMb, maxMemoryUsedMb, status } = report;
      return {
        requestId,
        result: parseJson(payload) === undefined ? payload : parseJsonOrText(payload),
        ...(functionError === undefined ? {} : { functionError }),
        logs: readLogLines(report.logLines(), requestId, services.session.now()),
        report: { durationMs, billedMs, initMs, memorySizeMb, maxMemoryUsedMb, status },
      };
    },
  },
  {
    method: 'GET',
    path: '/_gw/samples/{kind}',
    summary: 'A sample event: http, http-v1, rest, websocket-connect, authorizer-request …',
    answers: { event: 'the event' },
    async handle({ variables }, services) {
      const event = await services.sampleEvent(variables['kind'] ?? '').catch((error: unknown) => {
        throw new Refused(404, error instanceof Error ? error.message : String(error));
      });
      return { event };
    },
  },
];

function known(name = '', services: ConsoleServices): string {
  if (Object.hasOwn(services.model().functions, name)) return name;
  throw new Refused(404, `There is no function "${name}".`);
}

function described(name: string, services: ConsoleServices): object {
  const lambda = services.model().functions[name];
  const build = services.builds().find(({ functionName }) => functionName === name);
  const traffic = services.session.functions.get(name);
  const duration = traffic?.duration.total().read();
  return {
    name,
    handler: lambda?.handler,
    code: lambda?.code.kind,
    position: lambda?.declaredAt,
    timeout: lambda?.timeout,
    memory: lambda?.memory,
    runtime: lambda?.runtime ?? null,
    isolation: lambda?.isolation,
    concurrency: lambda?.concurrency ?? null,
    build: build === undefined ? null : { tookMs: build.tookMs, problems: build.problems },
    environments: services.environments()[name] ?? { total: 0, busy: 0, waiting: 0 },
    invocations: traffic?.count ?? 0,
    errors: traffic?.errors.total().sum ?? 0,
    throttles: traffic?.throttles.total().sum ?? 0,
    coldStarts: traffic?.coldStarts ?? 0,
    maxMemoryMb: traffic?.maxMemoryMb ?? 0,
    duration:
      duration === undefined
        ? null
        : { p50: duration.p50, p90: duration.p90, p99: duration.p99, maximum: duration.maximum },
  };
}
