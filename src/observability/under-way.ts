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

/** What can be under way. */
export interface Ongoing {
  /** Set while it is. */
  underWay?: PlaceUnderWay | undefined;
}

/** Tells what is known of a call now. Front ends have one for all of their calls, so that a call that begins costs one entry. */
export type ReadUnderWay<Call extends Ongoing> = (call: Call) => ExchangeUnderWay;

/** The stage that a call is in; its response where it has one already, which is still being sent. */
export function stageUnderWay(trace: StageTrace | undefined, isAnswered: boolean): string | undefined {
  return isAnswered ? 'response' : trace?.stages.names[trace.reached];
}

/** Milliseconds since the trace of a call began. */
export function runningMs(trace: StageTrace | undefined): number {
  return trace === undefined ? 0 : performance.now() - trace.began;
}

/** A call's place among those that are under way. */
export interface PlaceUnderWay {
  readonly call: Ongoing;
  readonly read: ReadUnderWay<never>;
  before: PlaceUnderWay | undefined;
  after: PlaceUnderWay | undefined;
}

/**
 * The calls that have begun and have not ended, the oldest first. Nothing is read of them until somebody asks.
 *
 * Each call knows its neighbours. A `Map` would be made anew every few calls, and keep the calls of all its predecessors alive, with sockets and
 * bodies, until the whole heap is collected: three times as much to copy for each collection.
 */
export class CallsUnderWay {
  #oldest: PlaceUnderWay | undefined;
  #newest: PlaceUnderWay | undefined;

  begun<Call extends Ongoing>(call: Call, read: ReadUnderWay<Call>): void {
    const place = { call, read, before: this.#newest, after: undefined };
    if (this.#newest) this.#newest.after = place;
    else this.#oldest = place;
    this.#newest = place;
    call.underWay = place;
  }

  /** Does nothing for a call that has ended before. */
  ended(call: Ongoing): void {
    const place = call.underWay;
    if (place === undefined) return;
    const { before, after } = place;
    if (before) before.after = after;
    else this.#oldest = after;
    if (after) after.before = before;
    else this.#newest = before;
    call.underWay = undefined;
    // What has ended must not keep alive what follows it.
    place.before = undefined;
    place.after = undefined;
  }

  /** Those that have lasted for so many milliseconds. */
  list(leastMs = 0): ExchangeUnderWay[] {
    const found: ExchangeUnderWay[] = [];
    for (let place = this.#oldest; place !== undefined; place = place.after) {
      const one = (place.read as ReadUnderWay<Ongoing>)(place.call);
      // Those that follow began later.
      if (one.runningMs < leastMs) break;
      found.push(one);
    }
    return found;
  }
}
