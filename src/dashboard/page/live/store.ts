import { useEffect, useState } from 'preact/hooks';
import type { ExchangeSummary } from '../../../observability/record/exchange-record.ts';
import type { UnderWaySummary } from '../../under-way.ts';
import { get, remove } from './api.ts';

export interface Served {
  readonly name: string;
  readonly type: string;
  readonly stage: string;
  readonly url: string;
  readonly id?: string;
}

export interface State {
  readonly version: string;
  readonly startedAt: number;
  readonly region: string;
  readonly root: string;
  readonly apis: readonly Served[];
  readonly reload: { readonly at: number; readonly tookMs: number; readonly ok: boolean } | null;
  readonly counts: {
    readonly exchanges: number;
    readonly connections: number;
    readonly functions: number;
    readonly problems: number;
    readonly errors: number;
    readonly drills: number;
  };
}

/** A request that has not ended; `since`: milliseconds since the epoch by the clock of this browser. */
export interface UnderWay extends UnderWaySummary {
  readonly since: number;
}

interface Batch {
  readonly exchanges: readonly ExchangeSummary[];
  readonly underWay: readonly UnderWaySummary[];
  readonly sent: readonly { readonly connectionId: string; readonly at: number }[];
  readonly lastLog: number;
  readonly skipped: number;
  readonly total: number;
}

/** Lines that the list keeps; the server keeps a thousand whole ones. */
const MAX_LINES = 10_000;
/** Seconds until the page tries again to reach an emulator that is gone: first, and at most. */
const FIRST_TRY = 1;
const LAST_TRY = 10;

/** What happens, as it happens: one per page. */
class Store {
  /** Oldest first. */
  exchanges: ExchangeSummary[] = [];
  /** Oldest first. */
  underWay: readonly UnderWay[] = [];
  /** Number of the newest line of all logs. */
  lastLog = 0;
  state: State | undefined;
  connected = false;
  /** Milliseconds since the epoch when the connection was lost, and of the next try to have it again; undefined while there is one. */
  lost: { readonly at: number; nextTry: number } | undefined;
  /** Milliseconds since the epoch of the pause; undefined while live. */
  pausedAt: number | undefined;
  waiting = 0;
  skipped = 0;
  total = 0;
  loaded = false;
  /** Goes up with every message of a WebSocket connection, so that transcripts are read again. */
  sentCount = 0;
  #held: Batch[] = [];
  /** Ids of the list as it was read: the batch after it may hold them too. */
  #read: ReadonlySet<string> = new Set();
  /** What came while the list was read. */
  #meanwhile: ExchangeSummary[] | undefined;
  readonly #listeners = new Set<() => void>();
  #source: EventSource | undefined;
  #patience = FIRST_TRY;
  #retry: ReturnType<typeof setTimeout> | undefined;

  start(): void {
    clearTimeout(this.#retry);
    this.#source?.close();
    const source = new EventSource('/_gw/events');
    this.#source = source;
    source.addEventListener('open', () => {
      this.connected = true;
      this.lost = undefined;
      this.#patience = FIRST_TRY;
      this.read().catch(() => this.#tell());
    });
    source.addEventListener('error', () => {
      source.close();
      this.#goneAway();
    });
    source.addEventListener('state', (event) => {
      this.state = JSON.parse(event.data as string) as State;
      this.total = this.state.counts.exchanges;
      this.#tell();
    });
    source.addEventListener('batch', (event) => this.#take(JSON.parse(event.data as string) as Batch));
  }

  /** Reads the list anew: after the start, and after the connection was gone. */
  async read(): Promise<void> {
    this.#meanwhile = [];
    const { exchanges, total, underWay } = await get<Pick<Batch, 'exchanges' | 'total' | 'underWay'>>('exchanges');
    this.#read = new Set(exchanges.map(({ id }) => id));
    this.exchanges = [...exchanges, ...this.#meanwhile.filter(({ id }) => !this.#read.has(id))];
    this.#meanwhile = undefined;
    this.total = total;
    this.#setUnderWay(underWay);
    this.loaded = true;
    this.#tell();
  }

  pause(): void {
    this.pausedAt = Date.now();
    this.#tell();
  }

  resume(): void {
    this.pausedAt = undefined;
    this.waiting = 0;
    for (const batch of this.#held.splice(0)) this.#take(batch);
    this.#tell();
  }

  togglePause(): void {
    if (this.pausedAt === undefined) this.pause();
    else this.resume();
  }

  async clear(): Promise<void> {
    await remove('exchanges');
    this.exchanges = [];
    this.#held = [];
    this.waiting = 0;
    this.total = 0;
    this.skipped = 0;
    this.#tell();
  }

  subscribe(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #take(batch: Batch): void {
    if (this.pausedAt !== undefined) {
      this.#held.push(batch);
      this.waiting += batch.exchanges.length + batch.skipped;
    } else {
      const fresh = batch.exchanges.filter(({ id }) => !this.#read.has(id));
      this.#meanwhile?.push(...fresh);
      this.exchanges = [...this.exchanges, ...fresh].slice(-MAX_LINES);
      this.#setUnderWay(batch.underWay);
      this.lastLog = batch.lastLog;
      this.total = batch.total;
      this.skipped += batch.skipped;
      this.sentCount += batch.sent.length;
    }
    this.#tell();
  }

  #setUnderWay(calls: readonly UnderWaySummary[]): void {
    const now = Date.now();
    this.underWay = calls.map((call) => ({ ...call, since: now - call.runningMs }));
  }

  /** Tries again after a while that becomes longer. */
  #goneAway(): void {
    const now = Date.now();
    this.connected = false;
    this.underWay = [];
    this.lost = { at: this.lost?.at ?? now, nextTry: now + this.#patience * 1000 };
    this.#retry = setTimeout(() => this.start(), this.#patience * 1000);
    this.#patience = Math.min(LAST_TRY, this.#patience * 2);
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

export const store = new Store();

/** The store, and a new rendering whenever it changes. */
export function useStore(): Store {
  const [, setTick] = useState(0);
  useEffect(() => store.subscribe(() => setTick((tick) => tick + 1)), []);
  return store;
}
