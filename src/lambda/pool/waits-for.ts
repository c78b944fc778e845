import { isDeepStrictEqual } from 'node:util';
import { parseJsonOrText } from '../../model/base/json.ts';
import type { Invocation } from './invocation.ts';
import type { Slot } from './slot.ts';

/** What an event waits for before its handler begins. */
export type WaitsFor = 'build' | 'cold start' | 'free environment';

/** Whether a call's event, or the JSON text of it, is the one that a pool has. */
export function isSameEvent(one: unknown, given: unknown): boolean {
  return one === given || (typeof given === 'string' && isDeepStrictEqual(one, parseJsonOrText(given)));
}

/** What keeps an event from running in a pool; `undefined` where it runs, or where the pool does not know it. */
export function waitsFor(
  event: unknown,
  { waiting, loading, slots }: PoolState,
): Exclude<WaitsFor, 'build'> | undefined {
  const isIt = (invocation: Invocation): boolean => isSameEvent(invocation.event, event);
  if (waiting.some(isIt)) return 'free environment';
  for (const slot of slots) {
    if (slot.ahead?.waits(isIt) === true) return 'free environment';
    const running = loading.has(slot) ? slot.runs() : undefined;
    if (running !== undefined && isIt(running)) return 'cold start';
  }
  return undefined;
}

interface PoolState {
  readonly waiting: readonly Invocation[];
  readonly loading: ReadonlySet<Slot>;
  readonly slots: ReadonlySet<Slot>;
}
