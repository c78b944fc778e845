import type { LambdaFunction } from '../../model/definition/function.ts';
import { nodeVersionOf } from '../environment/node-version.ts';
import type { FromEnvironment } from '../environment/protocol.ts';
import type { Invocation } from './invocation.ts';
import { jsonLines, textLines } from './report/platform-lines.ts';
import type { PlatformLines } from './report/platform-lines.ts';
import type { PoolServices } from './pool-services.ts';
import type { Report } from './report/report.ts';

type LogServices = Pick<PoolServices, 'clock' | 'onLog' | 'onReport' | 'platformLines'>;

/** What one environment says for the log: the function's lines, and the platform's around them in the format of the function. */
export class SlotLog {
  readonly lines: PlatformLines;
  /** When the environment was started, in milliseconds since the epoch. */
  readonly startedAt: number;
  /** Events that have begun in it. */
  begun = 0;
  /** How long its cold start took, once that was reported. */
  initMs: number | undefined;
  readonly #lambda: LambdaFunction;
  #passed = false;
  readonly #services: LogServices;

  constructor(lambda: LambdaFunction, services: LogServices) {
    this.lines = lambda.environment['AWS_LAMBDA_LOG_FORMAT']?.toUpperCase() === 'JSON' ? jsonLines : textLines;
    this.#lambda = lambda;
    this.#services = services;
    this.startedAt = services.clock.now();
  }

  /** A line of the function's. `current`: the invocation whose report shows it; `running`: it has begun. */
  line(message: Extract<FromEnvironment, { kind: 'log' }>, current: Invocation | undefined, running: boolean): void {
    const { level, line, thrown, advice } = message;
    // A line of a child or of Node itself does not say.
    const requestId = message.requestId ?? (running ? current?.requestId : undefined);
    const record = { functionName: this.#lambda.name, requestId, level, line };
    if (advice === true) return this.#services.onLog({ ...record, advice });
    current?.logs.add(record);
    this.#services.onLog(thrown === undefined ? record : { ...record, thrown });
  }

  initBegan(at: number): void {
    if (!this.#services.platformLines) return;
    const { name, node } = this.#lambda;
    this.#platform(undefined, this.lines.initStart({ at, functionName: name, nodeVersion: nodeVersionOf(node) }));
  }

  began({ requestId, startedAt }: Invocation): void {
    this.begun += 1;
    if (!this.#services.platformLines) return;
    for (const line of this.lines.before({ requestId, startedAt })) this.#platform(requestId, line);
  }

  /** A timeout is reported even without platform lines: nothing else in the log explains the failure. */
  reported(report: Report): void {
    this.initMs ??= report.initMs;
    this.#services.onReport(this.#lambda, report);
    this.#sayWhenPassed(report);
    if (!this.#services.platformLines && report.status !== 'timeout') return;
    const facts = report.platformFacts();
    const lines = this.lines.after(facts).filter((line) => line !== '');
    for (const line of this.#services.platformLines ? lines : lines.slice(0, 1)) this.#platform(facts.requestId, line);
  }

  initFailed(facts: Parameters<PlatformLines['initReport']>[0]): void {
    this.#platform(undefined, this.lines.initReport(facts));
  }

  /** Once for each environment. */
  #sayWhenPassed(report: Report): void {
    const { name, memory } = this.#lambda;
    if (this.#passed || report.maxMemoryUsedMb <= memory) return;
    this.#passed = true;
    const line = `${name} used ${report.maxMemoryUsedMb} MB, more than its memory of ${memory} MB. On AWS it would have been ended.`;
    this.#platform(report.platformFacts().requestId, line);
  }

  #platform(requestId: string | undefined, line: string): void {
    this.#services.onLog({ functionName: this.#lambda.name, requestId, level: 'PLATFORM', line });
  }
}
