import { onTestFinished } from 'vitest';
import { LambdaService, LocalHosts } from '../../src/lambda/index.ts';
import type { LambdaSettings } from '../../src/lambda/index.ts';
import { systemClock } from '../../src/model/base/clock.ts';
import type { LambdaFunction } from '../../src/model/definition/function.ts';
import { randomIds } from '../../src/model/base/ids.ts';
import type { FunctionBuild, InvocationResult, LogRecord } from '../../src/model/lambda/invocation.ts';
import { project } from './project.ts';
import type { Project } from './project.ts';

export interface ServiceUnderTest {
  readonly service: LambdaService;
  readonly app: Project;
  readonly logs: LogRecord[];
  readonly localHosts: LocalHosts;
  /** Resolves with the next builds that are reported. */
  readonly nextBuild: () => Promise<readonly FunctionBuild[]>;
  readonly invoke: (functionName: string, event?: unknown) => Promise<InvocationResult>;
  /** Payload of an invocation, parsed. */
  readonly result: (functionName: string, event?: unknown) => Promise<unknown>;
}

type Functions = Readonly<Record<string, Partial<LambdaFunction> & { readonly handler: string }>>;

/** A running service over a project in a temporary folder; both are gone after the test. */
export async function serviceOf(
  files: Readonly<Record<string, string>>,
  functions: Functions,
  settings: Partial<LambdaSettings> = {},
): Promise<ServiceUnderTest> {
  const app = project(files);
  const logs: LogRecord[] = [];
  const localHosts = new LocalHosts();
  let waiting: ((builds: readonly FunctionBuild[]) => void)[] = [];
  const service = new LambdaService({
    root: app.root,
    workingFolder: process.cwd(),
    functions: defined(app, functions),
    region: 'us-east-1',
    accountId: '123456789012',
    env: () => ({}),
    shell: process.env,
    clock: systemClock,
    ids: randomIds,
    watch: false,
    buildAhead: settings.watch === true,
    // Only a test of the limit itself should meet it, however slow the machine.
    initLimitMs: 60_000,
    onBuild: (builds) => {
      for (const resolve of waiting) resolve(builds);
      waiting = [];
    },
    onLog: (record) => logs.push(record),
    localHosts,
    ...settings,
  });
  onTestFinished(() => service.close());
  await service.start();
  // What is tested about events is tested with functions that are built; builds at the first event have tests of their own.
  await service.buildAll();
  const invoke = (functionName: string, event: unknown = {}): Promise<InvocationResult> =>
    service.invoke({ functionName, event });
  return {
    service,
    app,
    logs,
    localHosts,
    nextBuild: () => new Promise((resolve) => waiting.push(resolve)),
    invoke,
    result: async (functionName, event) => JSON.parse((await invoke(functionName, event)).payload) as unknown,
  };
}

export function defined(app: Project, functions: Functions): Record<string, LambdaFunction> {
  return Object.fromEntries(
    Object.entries(functions).map(([name, { handler, ...rest }]) => [name, app.lambda(handler, { name, ...rest })]),
  );
}
