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

/** Tells what is known of a call now. Front ends have one for all of their calls, so that a call that begins costs one entry. */
export type ReadUnderWay<Call extends object> = (call: Call) => ExchangeUnderWay;

/** The stage that a call is in; its response where it has one already, which is still being sent. */
export function stageUnderWay(trace: StageTrace | undefined, isAnswered: boolean): string | undefined {
  return isAnswered ? 'response' : trace?.stages.names[trace.reached];
}

/** Milliseconds since the trace of a call began. */
export function runningMs(trace: StageTrace | undefined): number {
  return trace === undefined ? 0 : performance.now() - trace.began;
}

/**
 * The calls that have begun and have not ended, the oldest first. Nothing is read of them until somebody asks.
 *
 * An array and not a `Map`: a map to which entries come and go makes a new table every few entries, and each old table refers to the next. Once
 * one of them has outlived two collections of garbage, all calls in the tables that follow do too, until the whole heap is collected.
 */
export class CallsUnderWay {
  readonly #calls: object[] = [];
  readonly #reads: ReadUnderWay<never>[] = [];

  begun<Call extends object>(call: Call, read: ReadUnderWay<Call>): void {
    this.#calls.push(call);
    this.#reads.push(read);
  }

  /** Those that end are mostly among the oldest. */
  ended(call: object): void {
    const place = this.#calls.indexOf(call);
    if (place === -1) return;
    this.#calls.splice(place, 1);
    this.#reads.splice(place, 1);
  }

  /** Those that have lasted for so many milliseconds. */
  list(leastMs = 0): ExchangeUnderWay[] {
    const found: ExchangeUnderWay[] = [];
    for (const [place, read] of this.#reads.entries()) {
      const one = (read as ReadUnderWay<object>)(this.#calls[place] as object);
      // Those that follow began later.
      if (one.runningMs < leastMs) break;
      found.push(one);
    }
    return found;
  }
}
