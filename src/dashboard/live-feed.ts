import { exchangeSummary } from '../observability/record/exchange-record.ts';
import { stateOf } from './endpoints/apis.ts';
import { shown } from './endpoints/findings.ts';
import type { ConsoleServices } from './services.ts';
import { underWaySummaries } from './under-way.ts';

/** At most ten updates a second, however much happens. */
const TICK_MS = 100;
/**
 * The most exchanges that are sent in a second on average; the page lists only the newest. If there are more, the newest are sent and the others
 * are counted. A busy machine answers in bursts: what was not used of the second before is added.
 */
const MOST_A_SECOND = 1000;

/** Takes the text of an update. */
export type Follower = (update: string) => void;

/**
 * Sends what happens to every client that follows. It is collected ten times a second and encoded once for all of them. Nothing is done while a
 * request is served, and nothing at all when no client follows.
 */
export class LiveFeed {
  readonly #services: ConsoleServices;
  readonly #followers = new Map<Follower, { readonly logs: boolean }>();
  #timer: NodeJS.Timeout | undefined;
  #stop = (): void => undefined;
  #seen = { exchanges: 0, sent: 0, logs: 0, at: 0 };
  #underWay = '';
  #stateChanged = false;
  /** Exchanges that may be sent now. */
  #allowance = MOST_A_SECOND;

  constructor(services: ConsoleServices) {
    this.#services = services;
  }

  /** Sends `state` at once, then what happens from now on; with `logs` the lines of all logs too. The returned function ends it. */
  follow(follower: Follower, options: { readonly logs: boolean }): () => void {
    if (this.#followers.size === 0) this.#start();
    this.#followers.set(follower, options);
    this.#underWay = '';
    follower(event('state', stateOf(this.#services)));
    return () => {
      this.#followers.delete(follower);
      if (this.#followers.size > 0) return;
      clearInterval(this.#timer);
      this.#stop();
    };
  }

  #start(): void {
    this.#seen = this.#now();
    this.#timer = setInterval(() => this.#tick(), TICK_MS);
    this.#stop = this.#services.subscribe(() => {
      this.#stateChanged = true;
    });
  }

  #now() {
    const { journal, logs } = this.#services;
    return { exchanges: journal.mark, sent: journal.sentMessages.mark, logs: logs.mark, at: performance.now() };
  }

  #tick(): void {
    const batch = this.#batch();
    if (batch !== undefined) {
      const { logs, ...rest } = batch;
      const short = event('batch', rest);
      const long = [...this.#followers.values()].some((wants) => wants.logs)
        ? event('batch', { ...rest, logs: logs() })
        : short;
      for (const [follower, wants] of this.#followers) follower(wants.logs ? long : short);
    }
    if (!this.#stateChanged) return;
    this.#stateChanged = false;
    const state = event('state', stateOf(this.#services));
    for (const follower of this.#followers.keys()) follower(state);
  }

  /** What has happened since the last one; `undefined` where nothing has. */
  #batch() {
    const { journal, logs } = this.#services;
    const [before, now] = [this.#seen, this.#now()];
    const underWay = underWaySummaries(this.#services);
    const places = underWay.map(({ id, stage, waitsFor }) => `${id} ${stage ?? ''} ${waitsFor ?? ''}`).join('\n');
    const isSame =
      before.exchanges === now.exchanges &&
      before.sent === now.sent &&
      before.logs === now.logs &&
      places === this.#underWay;
    this.#seen = now;
    this.#underWay = places;
    this.#allowance = Math.min(MOST_A_SECOND, this.#allowance + (MOST_A_SECOND / 1000) * (now.at - before.at));
    if (isSame) return undefined;
    const exchanges = journal.since(before.exchanges, Math.floor(this.#allowance));
    this.#allowance -= exchanges.length;
    if (exchanges.some(({ connection, method }) => connection !== undefined && method !== 'MESSAGE'))
      this.#stateChanged = true;
    return {
      exchanges: exchanges.map(exchangeSummary),
      underWay,
      sent: journal.sentMessages
        .since(before.sent, MOST_A_SECOND)
        .map(({ connectionId, at }) => ({ connectionId, at })),
      skipped: now.exchanges - before.exchanges - exchanges.length,
      total: journal.total,
      lastLog: now.logs,
      logs: () => logs.since(before.logs, MOST_A_SECOND).flatMap((log) => shown(log) ?? []),
    };
  }
}

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
