import type { Clock } from '../model/base/clock.ts';
import { isJsonObject, parseJson } from '../model/base/json.ts';
import type { LambdaFunction } from '../model/definition/function.ts';
import type { LoadFailure } from '../model/lambda/load-failure.ts';
import type { ThrownError } from '../model/lambda/thrown-error.ts';
import type { EnvironmentExit, ExecutionEnvironment } from './environment/execution-environment.ts';
import type { FromEnvironment } from './environment/protocol.ts';
import type { PoolServices, ReadyCode } from './pool/pool-services.ts';

export interface LoadServices {
  readonly start: PoolServices['start'];
  readonly temporary: PoolServices['temporary'];
  readonly clock: Clock;
  /** Milliseconds that the init phase may take. */
  readonly limitMs: number;
}

/**
 * Loads a function as its first invocation would, in an environment that is gone afterwards. Resolves with `undefined` when the function
 * could take events, else with the reason.
 */
export async function loadOnce(
  lambda: LambdaFunction,
  code: ReadyCode,
  { start, temporary, clock, limitMs }: LoadServices,
): Promise<LoadFailure | undefined> {
  const folder = temporary.create();
  let thrown: ThrownError | undefined;
  let cancel = (): void => undefined;
  let environment: ExecutionEnvironment | undefined;
  const outcome = new Promise<LoadFailure | undefined>((resolve) => {
    const receive = (message: FromEnvironment): void => {
      if (message.kind === 'log') thrown ??= message.thrown;
      else if (message.kind === 'ready') resolve(undefined);
      else if (message.kind === 'init-error') resolve(failureOf(message.payload, thrown));
    };
    const exited = (exit: EnvironmentExit): void => resolve({ reason: whyGone(exit), ...(thrown && { thrown }) });
    cancel = clock.after(limitMs, () =>
      resolve({ reason: `it did not finish loading within ${limitMs / 1000} seconds` }),
    );
    environment = start(lambda, code, folder, { receive, exited });
  });
  try {
    return await outcome;
  } finally {
    cancel();
    await environment?.end();
    await temporary.remove(folder);
  }
}

/** The runtime's report of a failed init: what it says of the error, and the error itself where the log had it. */
function failureOf(payload: string, thrown: ThrownError | undefined): LoadFailure {
  const report = parseJson(payload);
  const { errorType, errorMessage } = isJsonObject(report) ? report : {};
  const name = typeof errorType === 'string' ? errorType : 'an error';
  const message = typeof errorMessage === 'string' && errorMessage !== '' ? `: ${errorMessage}` : '';
  return { reason: `${name}${message}`, ...(thrown && { thrown }) };
}

function whyGone({ code, signal, outOfMemory }: EnvironmentExit): string {
  if (outOfMemory) return 'it ran out of memory';
  return `it ended its process with ${signal === undefined ? `exit status ${code}` : signal}`;
}
