import type { Authorization } from '../../authorizers/contract.ts';
import { compileHttpApi } from '../../http-api/index.ts';
import { fail } from '../../model/base/errors.ts';
import type { HttpApi } from '../../model/definition/http-api.ts';
import type { Model } from '../../model/definition/model.ts';
import type { Exchange } from '../../observability/exchange.ts';
import { unlimited } from '../../traffic/contract.ts';

/** The event of an exchange as it would be with the other payload format. */
export interface OtherFormat {
  readonly format: '1.0' | '2.0';
  readonly event: unknown;
}

/**
 * Builds the event of an HTTP API's exchange in the format that its route does not have: the definition that served it is compiled again with
 * the other format, and its own pipeline handles the recorded request up to the function. Nothing runs, and nothing is recorded. `undefined`
 * for exchanges without an event of an HTTP API.
 */
export async function otherFormat(exchange: Exchange, model: Model): Promise<OtherFormat | undefined> {
  const { definition, request, event, routeKey } = exchange;
  if (definition?.type !== 'http' || request === undefined || event === undefined) return undefined;
  const route = definition.routes.find((one) => one.routeKey === routeKey);
  if (route?.integration.lambda === undefined || !hasVersion(event)) return undefined;
  const format = event.version === '1.0' ? '2.0' : '1.0';
  const api: HttpApi = {
    ...definition,
    // Without an access log and CORS: both are about answers.
    stage: { name: definition.stage.name, variables: definition.stage.variables, deploymentId: '' },
    routes: [{ ...route, integration: { ...route.integration, payloadFormatVersion: format } }],
  };
  let built: unknown;
  const frontEnd = compileHttpApi(api, {
    region: model.region,
    accountId: model.accountId,
    lambda: {
      invoke({ event: received }) {
        built = received;
        return Promise.resolve(NOTHING_RETURNED);
      },
      invokeStreaming: () => Promise.reject(fail('PIPELINE_WITHOUT_ANSWER')),
      invokeAsync: () => Promise.reject(fail('PIPELINE_WITHOUT_ANSWER')),
    },
    http: { call: () => Promise.reject(fail('PIPELINE_WITHOUT_ANSWER')) },
    aws: { call: () => Promise.reject(fail('PIPELINE_WITHOUT_ANSWER')) },
    authorizers: { compile: () => ({ authorize: () => Promise.resolve(authorizationOf(exchange)) }) },
    rate: unlimited,
    clock: { now: () => exchange.startedAt, after: () => () => undefined },
    ids: idsOf(exchange, event),
    journal: { add: () => undefined },
    accessLogs: { open: () => () => undefined },
    vpcLinks: {},
    warn: () => undefined,
  });
  await frontEnd.handle(request);
  return built === undefined ? undefined : { format, event: built };
}

const NOTHING_RETURNED = {
  requestId: '',
  payload: '{}',
  executedVersion: '$LATEST',
  report: {
    durationMs: 0,
    billedMs: 0,
    memorySizeMb: 128,
    maxMemoryUsedMb: 0,
    status: 'success',
    logLines: (): readonly string[] => [],
  },
} as const;

function hasVersion(event: unknown): event is { readonly version: string; readonly headers?: object } {
  return typeof event === 'object' && event !== null && 'version' in event && typeof event.version === 'string';
}

/** What its authorizer said then: it is not asked again. */
function authorizationOf({ authorization = {} }: Exchange): Authorization {
  return authorization as Authorization;
}

/** The ids of the exchange, so that only what the formats differ in differs. */
function idsOf({ id }: Exchange, { headers = {} }: { readonly headers?: object }) {
  const trace = Object.entries(headers).find(([name]) => name.toLowerCase() === 'x-amzn-trace-id')?.[1] as unknown;
  const root =
    typeof trace === 'string' ? (/Self=([^;]+)/.exec(trace)?.[1] ?? /Root=([^;]+)/.exec(trace)?.[1] ?? '') : '';
  return { uuid: () => id, extended: () => id, traceRoot: () => root, segment: () => '0'.repeat(16) };
}
