import { type HostProcess, LambdaService } from '../lambda/index.ts';
import type { LocalHosts } from '../lambda/index.ts';
import { type Clock, systemClock } from '../model/base/clock.ts';
import { randomIds } from '../model/base/ids.ts';
import type { LambdaFunction } from '../model/definition/function.ts';
import type { InvocationReport } from '../model/lambda/invocation.ts';
import type { Model } from '../model/definition/model.ts';
import type { EmulatorObserver } from './observer.ts';

export interface FunctionOptions {
  readonly watch: boolean;
  /** Requests will come: keep a thread started for the next function, and build them all in the background. */
  readonly spareThread?: boolean;
  /** A process for functions that was started while the definition was read. */
  readonly earlyHost?: HostProcess | undefined;
  /** What paths in problems are relative to. */
  readonly workingFolder: string;
  readonly inspectPort?: number | undefined;
  /** Time that is not the system's: what timeouts and retries follow, and a stopwatch that follows it too. */
  readonly time?: { readonly clock: Clock; readonly tick: () => number } | undefined;
  readonly localHosts: LocalHosts;
  readonly environment: NodeJS.ProcessEnv;
  readonly observer: EmulatorObserver;
  readonly onReport?: (lambda: LambdaFunction, report: InvocationReport) => void;
  /** Variables for every function, asked for at each environment's start. */
  readonly variables: () => Readonly<Record<string, string>>;
}

/** Lambda with the functions of a model. Nothing is built before `start`. */
export function lambdaServiceFor(model: Model, options: FunctionOptions): LambdaService {
  const { observer } = options;
  return new LambdaService({
    root: model.root,
    workingFolder: options.workingFolder,
    functions: model.functions,
    region: model.region,
    accountId: model.accountId,
    env: options.variables,
    shell: options.environment,
    clock: systemClock,
    ...(options.time === undefined ? {} : { serviceClock: options.time.clock, tick: options.time.tick }),
    ids: randomIds,
    watch: options.watch,
    ...(model.maxWarm === undefined ? {} : { maxWarm: model.maxWarm }),
    spareThread: options.spareThread === true,
    buildAhead: options.spareThread === true,
    ...(options.earlyHost === undefined ? {} : { earlyHost: options.earlyHost }),
    onBuild: (builds) => observer.built?.(builds),
    onLog: (record) => observer.log?.(record),
    onWarning: (message) => observer.warning?.(message),
    localHosts: options.localHosts,
    ...(options.onReport === undefined ? {} : { onReport: options.onReport }),
    platformLines: observer.platformLines === true,
    ...(options.inspectPort === undefined ? {} : { inspectPort: options.inspectPort }),
  });
}
