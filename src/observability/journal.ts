import type { Exchange, ExchangeSink, SentMessage } from './exchange.ts';
import type { FaultNote } from './fault-note.ts';
import { LastEntries } from './last-entries.ts';
import { keepExchange, storedSize } from './stored-exchange.ts';
import { CallsUnderWay, type ExchangeUnderWay, type ReadUnderWay } from './under-way.ts';

const DEFAULT_CAPACITY = 1000;

/** Bytes of bodies that may be held: a thousand exchanges of API Gateway's largest size would be twenty gigabytes. */
const DEFAULT_BODY_BYTES = 64 * 1024 * 1024;

const SENT_BOUNDS = {
  capacity: 1000,
  maxCharacters: 8 * 1024 * 1024,
  charactersOf: (message: SentMessage): number => message.text.length,
};

/**
 * The last exchanges, oldest first, in a ring of fixed size: adding costs one store and one call a listener, whatever has gone before.
 * When their bodies are too large together, the oldest go sooner. Listeners must not throw and must be quick; they run on the request's
 * path.
 */
export class Journal implements ExchangeSink {
  readonly #ring: (Exchange | undefined)[];
  /** Bytes that each place of the ring holds. Remembered, for the oldest exchange has long left the processor's caches. */
  readonly #sizes: number[];
  readonly #bodyBytes: number;
  /** Counted from the first exchange ever, as is `#next`; their places in the ring follow. */
  #first = 0;
  #next = 0;
  #held = 0;
  readonly #listeners = new Set<(exchange: Exchange) => void>();
  readonly #sent = new LastEntries<SentMessage>(SENT_BOUNDS);
  readonly #underWay = new CallsUnderWay();
  #total = 0;

  constructor(capacity = DEFAULT_CAPACITY, bodyBytes = DEFAULT_BODY_BYTES) {
    this.#ring = Array.from({ length: capacity });
    this.#sizes = Array.from({ length: capacity }, () => 0);
    this.#bodyBytes = bodyBytes;
  }

  add(exchange: Exchange, call?: object): void {
    if (call !== undefined) this.#underWay.ended(call);
    keepExchange(exchange);
    if (this.#next - this.#first === this.#ring.length) this.#dropOldest();
    const size = storedSize(exchange);
    const place = this.#next % this.#ring.length;
    this.#ring[place] = exchange;
    this.#sizes[place] = size;
    this.#next += 1;
    this.#total += 1;
    this.#held += size;
    while (this.#held > this.#bodyBytes && this.#next - this.#first > 1) this.#dropOldest();
    for (const listener of this.#listeners) listener(exchange);
  }

  begun<Call extends object>(call: Call, read: ReadUnderWay<Call>): void {
    this.#underWay.begun(call, read);
  }

  lost(call: object): void {
    this.#underWay.ended(call);
  }

  /** What has begun at least so many milliseconds ago and has not ended, oldest first. */
  underWay(leastMs?: number): ExchangeUnderWay[] {
    return this.#underWay.list(leastMs);
  }

  /** Counts up with every exchange; what follows is asked for by it. */
  get mark(): number {
    return this.#next;
  }

  /** Of the exchanges after a mark the newest, oldest first, at most so many. */
  since(mark: number, most: number): Exchange[] {
    const held: Exchange[] = [];
    for (let i = Math.max(this.#first, mark, this.#next - most); i < this.#next; i += 1) {
      const exchange = this.#ring[i % this.#ring.length];
      if (exchange) held.push(exchange);
    }
    return held;
  }

  /** The messages to WebSocket clients, oldest first. */
  get sentMessages(): Pick<LastEntries<SentMessage>, 'mark' | 'since'> {
    return this.#sent;
  }

  /** Exchanges that are still held, oldest first. */
  list(filter: { readonly api?: string } = {}): Exchange[] {
    const { api } = filter;
    const held = this.since(this.#first, this.#ring.length);
    return api === undefined ? held : held.filter((exchange) => exchange.api === api);
  }

  /** The exchange with that id, if it is still held. */
  get(id: string): Exchange | undefined {
    return this.list().findLast((exchange) => exchange.id === id);
  }

  /** How many exchanges there were since the start or the last `clear`, those that are no longer held among them. */
  get total(): number {
    return this.#total;
  }

  sent(message: SentMessage): void {
    this.#sent.add(message);
  }

  /** Marks the handshake of a connection, where it is still held. */
  touched(connectionId: string, notes: readonly FaultNote[]): void {
    for (let i = this.#next - 1; i >= this.#first; i -= 1) {
      const place = i % this.#ring.length;
      const exchange = this.#ring[place];
      if (exchange?.method !== 'CONNECT' || exchange.connection?.id !== connectionId) continue;
      this.#ring[place] = { ...exchange, faults: [...(exchange.faults ?? []), ...notes] };
      return;
    }
  }

  /** What was sent to a WebSocket client, oldest first, as far as it is still held. */
  sentTo(connectionId: string): SentMessage[] {
    return this.#sent.list().filter((message) => message.connectionId === connectionId);
  }

  /** Follows messages to WebSocket clients; the returned function ends it. */
  subscribeSent(listener: (message: SentMessage) => void): () => void {
    return this.#sent.subscribe(listener);
  }

  /** Forgets everything. */
  clear(): void {
    while (this.#first < this.#next) this.#dropOldest();
    this.#total = 0;
    this.#sent.clear();
  }

  /** Calls back for each exchange from now on; the returned function ends it. */
  subscribe(listener: (exchange: Exchange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #dropOldest(): void {
    const place = this.#first % this.#ring.length;
    this.#held -= this.#sizes[place] ?? 0;
    this.#ring[place] = undefined;
    this.#first += 1;
  }
}
