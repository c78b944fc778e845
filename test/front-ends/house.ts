import type { AuthorizerServices } from '../../src/authorizers/index.ts';
import { authorizerCompiler } from '../../src/authorizers/index.ts';
import { BackendError } from '../../src/integrations/contract.ts';
import type { Api } from '../../src/model/definition/api.ts';
import type { Exchange } from '../../src/observability/exchange.ts';
import { Journal } from '../../src/observability/journal.ts';
import { TokenBuckets } from '../../src/traffic/token-buckets.ts';
import { Connections } from '../../src/websocket-api/index.ts';
import { FakeClock } from '../fake-clock.ts';
import { countingIds } from '../rest-api/support/serve.ts';
import { FakeLambda } from '../websocket-api/fake-lambda.ts';

export type Functions = Readonly<Record<string, (event: unknown) => unknown>>;

/** What every front end is built upon: real authorizers, buckets and journal; functions and time are fakes. */
export function house(api: Api, functions: Functions) {
  const clock = new FakeClock();
  const journal = new Journal();
  const lambda = new FakeLambda(functions);
  const buckets = new TokenBuckets(clock);
  const nobody = { call: () => Promise.reject(new BackendError('unreachable', 'no backend in this test')) };
  const base: AuthorizerServices = {
    region: 'us-east-1',
    accountId: '123456789012',
    lambda,
    clock,
    credentials: [],
    localIssuer: undefined,
    warn: (message) => {
      throw new Error(`Nothing was to be warned of: ${message}`);
    },
  };
  return {
    ...base,
    clock,
    journal,
    lambda,
    ids: countingIds(),
    http: nobody,
    aws: nobody,
    authorizers: authorizerCompiler(api, base),
    rate: buckets.forApi(api.id, api.stage.name),
    accountRate: buckets.forAccount(),
    keys: { check: () => ({ verdict: 'unknown' as const }) },
    random: () => 0.5,
    accessLogs: { open: () => () => {} },
    executionLog: () => {},
    vpcLinks: {},
    connections: new Connections(),
  };
}

export type House = ReturnType<typeof house>;

/** The next exchange that gets into the journal and is one of those wanted. */
export function nextExchange({ journal }: House, wanted: (exchange: Exchange) => boolean): Promise<Exchange> {
  return new Promise((resolve) => {
    const stop = journal.subscribe((exchange) => {
      if (!wanted(exchange)) return;
      stop();
      resolve(exchange);
    });
  });
}
