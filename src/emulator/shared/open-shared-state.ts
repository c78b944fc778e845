import { fail } from '../../model/base/errors.ts';
import type { Model } from '../../model/definition/model.ts';
import type { SharedStateSettings } from '../../model/definition/shared-state.ts';
import type { Opened } from '../../shared-state/open.ts';
import type { SharedState } from '../../shared-state/contract.ts';
import type { StartOptions } from '../contract.ts';

/**
 * Connects to the state that this emulator shares with others; `undefined` where it shares none. The client of the engine is loaded only then.
 * Rejects with `SHARED_STATE_UNREACHABLE` or `SHARED_STATE_UNFIT`.
 */
export async function openSharedState(
  { shared, accountId, region }: Model,
  { clock, observer }: Pick<StartOptions, 'clock' | 'observer'>,
): Promise<SharedState | undefined> {
  if (shared === undefined) return undefined;
  if (clock === 'fake') {
    observer?.warning?.('With a fake clock an emulator shares no state: tests cannot move the time of the engine.');
    return undefined;
  }
  const { openSharedState: open } = await import('../../shared-state/open.ts');
  const opened = await open(
    shared,
    { accountId, region },
    {
      warning: (message) => observer?.warning?.(message),
      defect: (error) => observer?.defect?.(error),
    },
  );
  return valueOf(opened, shared);
}

/** What was opened. Throws `SHARED_STATE_UNREACHABLE` or `SHARED_STATE_UNFIT` where it was refused. */
export function valueOf<Value>(opened: Opened<Value>, { engine }: SharedStateSettings): Value {
  if ('value' in opened) return opened.value;
  const code = opened.refused === 'unfit' ? 'SHARED_STATE_UNFIT' : 'SHARED_STATE_UNREACHABLE';
  throw fail(code, engine.shown, opened.why);
}
