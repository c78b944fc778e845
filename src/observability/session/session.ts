import type { Clock } from '../../model/base/clock.ts';
import type { Api } from '../../model/definition/api.ts';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { InvocationReport, LogRecord } from '../../model/lambda/invocation.ts';
import type { Exchange, SentMessage } from '../exchange.ts';
import { embeddedMetrics } from '../metrics/embedded-metrics.ts';
import { MetricStore } from '../metrics/metric-store.ts';
import { ApiTraffic } from './api-traffic.ts';
import { FunctionTraffic } from './function-traffic.ts';

/** What a session has counted since its start or the last `clear`. Everything that is added is added in constant time. */
export class Session {
  readonly #clock: Clock;
  readonly apis = new Map<string, ApiTraffic>();
  readonly functions = new Map<string, FunctionTraffic>();
  /** Custom metrics out of the embedded metric format. */
  readonly custom = new MetricStore();
  since: number;

  constructor(clock: Clock) {
    this.#clock = clock;
    this.since = clock.now();
  }

  /** Function URLs have no definition and are no part of API Gateway. */
  exchange(exchange: Exchange): void {
    if (exchange.definition !== undefined) this.#apiOf(exchange.definition).add(exchange);
    // Lambda refused: nothing ran, and there is no report.
    if (exchange.failure === 'FUNCTION_THROTTLED' && exchange.target !== undefined) {
      this.functionOf(exchange.target).throttles.add(exchange.startedAt, 1);
    }
  }

  sent(message: SentMessage): void {
    this.apis.get(message.api)?.sent(message);
  }

  report(lambda: LambdaFunction, report: InvocationReport, busy: number): void {
    this.functionOf(lambda.name).add(report, lambda, this.#clock.now(), busy);
  }

  log(record: LogRecord): void {
    for (const sample of embeddedMetrics(record.line)) this.custom.add(sample);
  }

  functionOf(name: string): FunctionTraffic {
    let traffic = this.functions.get(name);
    if (traffic === undefined) this.functions.set(name, (traffic = new FunctionTraffic()));
    return traffic;
  }

  now(): number {
    return this.#clock.now();
  }

  clear(): void {
    this.apis.clear();
    this.functions.clear();
    this.custom.clear();
    this.since = this.#clock.now();
  }

  #apiOf(definition: Api): ApiTraffic {
    let traffic = this.apis.get(definition.name);
    if (traffic === undefined) this.apis.set(definition.name, (traffic = new ApiTraffic(definition)));
    return traffic;
  }
}
