import type { LambdaFunction } from '../../model/definition/function.ts';
import type { Invocation, InvocationEnd } from './invocation.ts';
import type { PoolServices } from './pool-services.ts';
import { textLines } from './report/platform-lines.ts';

/** No environment ever sees it: there is no code to load, or no time. */
export function failAtOnce(
  invocation: Invocation,
  payload: string,
  lambda: LambdaFunction,
  { clock, tick }: Pick<PoolServices, 'clock' | 'tick'>,
): void {
  invocation.startedAt = clock.now();
  invocation.startedTick = tick();
  const end: InvocationEnd = {
    lambda,
    at: invocation.startedAt,
    tick: invocation.startedTick,
    memoryMb: 0,
    log: { lines: textLines, reported: () => undefined },
  };
  invocation.handlerFailed(end, payload);
}
