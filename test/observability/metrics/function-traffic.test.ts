import { expect, test } from 'vitest';
import type { LambdaFunction } from '../../../src/model/definition/function.ts';
import type { InvocationReport } from '../../../src/model/lambda/invocation.ts';
import { FunctionTraffic } from '../../../src/observability/session/function-traffic.ts';
import { MinuteSeries } from '../../../src/observability/metrics/minute-series.ts';

test('an invocation whose environment has ended by a timeout still counts among those that ran at the same time', () => {
  const traffic = new FunctionTraffic();
  const report = { status: 'timeout', durationMs: 1000, billedMs: 1000, maxMemoryUsedMb: 0 } as InvocationReport;
  traffic.add(report, { memory: 128 } as LambdaFunction, 0, 0);
  expect(MinuteSeries.read([traffic.concurrency]).total).toMatchObject({ sampleCount: 1, maximum: 1 });
  traffic.add(report, { memory: 128 } as LambdaFunction, 0, 3);
  expect(MinuteSeries.read([traffic.concurrency]).total).toMatchObject({ sampleCount: 2, maximum: 3 });
});
