import type { Clock } from '../model/base/clock.ts';
import type { LambdaFunction } from '../model/definition/function.ts';
import type { Ids } from '../model/base/ids.ts';
import type { FunctionBuild, InvocationReport, LogRecord } from '../model/lambda/invocation.ts';
import type { StartEnvironment } from './environment/execution-environment.ts';
import type { HostProcess } from './host/host-process.ts';
import type { LocalHosts } from './local-hosts.ts';

export interface LambdaSettings {
  /** Folder of the project, absolute: builds go below it, into `.gw-emulate/`. */
  readonly root: string;
  /** What paths in problems are relative to, absolute. */
  readonly workingFolder: string;
  readonly functions: Readonly<Record<string, LambdaFunction>>;
  readonly region: string;
  readonly accountId: string;
  /** Variables for every function, below its own: the env file's and the emulator's endpoints. Read at each environment's start. */
  readonly env: () => Readonly<Record<string, string>>;
  /** The developer's shell, of which a named few are passed on; `process.env`. */
  readonly shell: Readonly<Record<string, string | undefined>>;
  /** The machine's time: log lines, idle environments, patience with what loads. */
  readonly clock: Clock;
  /** Time as AWS's rules see it: timeouts of invocations, retries of asynchronous events, trace ids. Default `clock`. */
  readonly serviceClock?: Clock;
  readonly ids: Ids;
  /** Rebuild when sources change. */
  readonly watch: boolean;
  /** Build in the background what no event has come for, so that its problems are said. Default false: when it is needed. */
  readonly buildAhead?: boolean;
  /** Builds whose code or problems are not what they were; of first builds those that have problems. */
  readonly onBuild: (builds: readonly FunctionBuild[]) => void;
  readonly onLog: (record: LogRecord) => void;
  /** An invocation is over. Runs while its caller waits, so it has to be quick. */
  readonly onReport?: (lambda: LambdaFunction, report: InvocationReport) => void;
  /** Something the user should know, in a sentence. */
  readonly onWarning?: (message: string) => void;
  readonly localHosts: LocalHosts;
  /** START, END and REPORT lines go to `onLog` too. Formatting costs a little for each invocation; default false. */
  readonly platformLines?: boolean;
  /** A process for functions that was started before the configuration was read; ends with the service. */
  readonly earlyHost?: HostProcess;
  /** Keep one thread started for the next function that needs one: 8 MB for 30 ms of each cold start. Default false. */
  readonly spareThread?: boolean;
  /** Environments of one function at most; more calls wait. Default 50. */
  readonly maxEnvironments?: number;
  /** Environments of all functions together that are kept when they are free. Default 20. */
  readonly maxWarm?: number;
  /** Environments of one function that may be loading at once. Default: twice the processors, 4 at least. */
  readonly maxLoading?: number;
  /** Environments that were free for so long end. Default 10 minutes. */
  readonly idleMs?: number;
  /** Default: Lambda's 10 s. */
  readonly initLimitMs?: number;
  /** A debugger listens on this port (0 takes a free one); timeouts are off. */
  readonly inspectPort?: number;
  /** Monotonic stopwatch in milliseconds; default `performance.now`. */
  readonly tick?: () => number;
  /** Starters of kinds of environments that are not threads or processes: asked first, `undefined` means not theirs. */
  readonly starterFor?: (lambda: LambdaFunction) => StartEnvironment | undefined;
}
