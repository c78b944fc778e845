import { basename } from 'node:path';
import type { Slot } from './slot.ts';

/** One execution environment of a function, as the console shows it. */
export interface EnvironmentFacts {
  /** Names its `/tmp`, which outlives a runtime that failed, as the environment does on AWS. */
  readonly id: string;
  readonly state: 'loading' | 'busy' | 'free';
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  /** When it became free; absent while it works. */
  readonly idleSince?: number;
  /** Events that it has begun. */
  readonly invocations: number;
  /** The most memory that was seen, in MB. */
  readonly memoryMb: number;
  /** How long its cold start took; absent until its first event has ended. */
  readonly initMs?: number;
}

/** The environments of a pool, the oldest first. */
export function environmentsOf(
  slots: ReadonlySet<Slot>,
  loading: ReadonlySet<Slot>,
  idle: readonly Slot[],
): EnvironmentFacts[] {
  return [...slots].map((slot) => {
    const { startedAt, begun, initMs } = slot.log;
    const isFree = idle.includes(slot);
    return {
      id: basename(slot.temporaryFolder),
      state: loading.has(slot) ? 'loading' : isFree ? 'free' : 'busy',
      startedAt,
      ...(isFree && { idleSince: slot.idleSince }),
      invocations: begun,
      memoryMb: Math.round(slot.memoryMb),
      ...(initMs !== undefined && { initMs }),
    };
  });
}

/** Events of a pool that run or wait. */
export function eventsUnderWay(slots: ReadonlySet<Slot>, idle: readonly Slot[], waiting: readonly unknown[]): number {
  let count = waiting.length + slots.size - idle.length;
  for (const slot of slots) count += slot.ahead?.length ?? 0;
  return count;
}
