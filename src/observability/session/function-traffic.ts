import type { Architecture, LambdaFunction } from '../../model/definition/function.ts';
import type { InvocationReport } from '../../model/lambda/invocation.ts';
import { ephemeralGbSeconds, gbSeconds } from '../cost/metering.ts';
import { MinuteSeries } from '../metrics/minute-series.ts';

/** What one function has done in this session: CloudWatch's metrics of AWS/Lambda, and what AWS would charge for. */
export class FunctionTraffic {
  readonly invocations = new MinuteSeries();
  readonly errors = new MinuteSeries();
  readonly duration = new MinuteSeries();
  readonly throttles = new MinuteSeries();
  readonly concurrency = new MinuteSeries();
  coldStarts = 0;
  /** By architecture: a reload may change it. */
  readonly usage = new Map<Architecture, { requests: number; gbSeconds: number; ephemeralGbSeconds: number }>();
  count = 0;
  maxMemoryMb = 0;

  /** `busy`: environments of the function that ran at that moment; one that has timed out or ended is no longer among them. */
  add(report: InvocationReport, lambda: LambdaFunction, at: number, busy: number): void {
    this.count += 1;
    this.invocations.add(at, 1);
    this.duration.add(at, report.durationMs);
    this.concurrency.add(at, Math.max(1, busy));
    if (report.status !== 'success') this.errors.add(at, 1);
    if (report.initMs !== undefined) this.coldStarts += 1;
    const { architecture = 'x86_64', memory, ephemeralStorage } = lambda;
    let used = this.usage.get(architecture);
    if (used === undefined) this.usage.set(architecture, (used = { requests: 0, gbSeconds: 0, ephemeralGbSeconds: 0 }));
    used.requests += 1;
    used.gbSeconds += gbSeconds(report.billedMs, memory);
    if (ephemeralStorage !== undefined)
      used.ephemeralGbSeconds += ephemeralGbSeconds(report.billedMs, ephemeralStorage);
    if (report.maxMemoryUsedMb > this.maxMemoryMb) this.maxMemoryMb = report.maxMemoryUsedMb;
  }
}
