import type { ApiType } from '../model/definition/api.ts';
import type { StageTrace } from './stage-trace.ts';

/** A request that has begun and has not ended, as far as it is known. */
export interface ExchangeUnderWay {
  /** Of the exchange that it will be. */
  readonly id: string;
  readonly api: string;
  readonly apiType: ApiType;
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly runningMs: number;
  /** HTTP method, or `CONNECT`, `MESSAGE`, `DISCONNECT`. */
  readonly method: string;
  /** Path as sent, or the connection id. */
  readonly path: string;
  readonly query?: string;
  readonly routeKey?: string;
  readonly target?: string;
  readonly connectionId?: string;
  /** The stage that it is in, by its name in the record; absent where there are no stages (function URLs). */
  readonly stage?: string;
  /** The event that a function was given. */
  readonly event?: unknown;
}

/** A call that can be followed. */
export interface FollowedCall {
  /** Where it stands among the calls under way, of which none is looked for. */
  placeUnderWay?: number;
}

/** Tells what is known of a call now. Front ends have one for all of their calls, so that a call that begins costs one entry. */
export type ReadUnderWay<Call extends FollowedCall> = (call: Call) => ExchangeUnderWay;

/** The stage that a call is in; its response where it has one already, which is still being sent. */
export function stageUnderWay(trace: StageTrace | undefined, isAnswered: boolean): string | undefined {
  return isAnswered ? 'response' : trace?.stages.names[trace.reached];
}

/** Milliseconds since the trace of a call began. */
export function runningMs(trace: StageTrace | undefined): number {
  return trace === undefined ? 0 : performance.now() - trace.began;
}

/**
 * The calls that have begun and have not ended. Nothing is read of them until somebody asks.
 *
 * In places that are used again: a `Map` or `Set` to which is added as often as removed from makes a new table all the time, and each table that it
 * left leads to the next. One of them in the old generation is enough for all calls since to outlive every scavenge.
 */
export class CallsUnderWay {
  readonly #calls: (FollowedCall | undefined)[] = [];
  readonly #reads: ReadUnderWay<never>[] = [];
  /** Places that are free. */
  readonly #free: number[] = [];

  begun<Call extends FollowedCall>(call: Call, read: ReadUnderWay<Call>): void {
    const place = this.#free.pop() ?? this.#calls.length;
    this.#calls[place] = call;
    this.#reads[place] = read;
    call.placeUnderWay = place;
  }

  ended(call: FollowedCall): void {
    const place = call.placeUnderWay ?? -1;
    if (this.#calls[place] !== call) return;
    this.#calls[place] = undefined;
    this.#free.push(place);
  }

  /** Those that have lasted for so many milliseconds, the oldest first. */
  list(leastMs = 0): ExchangeUnderWay[] {
    const found = this.#calls.flatMap((call, place) => {
      const read = this.#reads[place] as ReadUnderWay<FollowedCall> | undefined;
      return call === undefined || read === undefined ? [] : [read(call)];
    });
    return found.filter(({ runningMs }) => runningMs >= leastMs).sort((a, b) => b.runningMs - a.runningMs);
  }
}
