import type { Exchange, ExchangeSink, SentMessage } from './exchange.ts';
import { ExchangeLine } from './exchange-line.ts';
import type { FaultNote } from './fault-note.ts';
import { KeptWhole } from './kept-whole.ts';
import { LastEntries } from './last-entries.ts';
import { keepExchange, storedSize } from './stored-exchange.ts';
import { CallsUnderWay, type ExchangeUnderWay, type ReadUnderWay } from './under-way.ts';

/** How much a journal keeps. */
export interface JournalBounds {
  /** Exchanges of which there is a line; with 0 nothing is recorded. */
  readonly lines: number;
  /** The newest exchanges of which there is everything; and as many that failed or stand out otherwise. */
  readonly whole: number;
  /** How many may become such a second on average; as many as `whole` at once. Of others there is the line. */
  readonly wholeASecond: number;
  /** Bytes of bodies that may be held: a thousand exchanges of API Gateway's largest size would be twenty gigabytes. */
  readonly bodyBytes: number;
}

const USUAL_BOUNDS: JournalBounds = {
  lines: 10_000,
  whole: 1000,
  wholeASecond: Infinity,
  bodyBytes: 64 * 1024 * 1024,
};

/** The newest exchanges, which are whole whatever else there is: so few that they cost nothing. */
const NEWEST = 16;

/** What takes longer is looked for. */
const SLOW_MS = 200;

const SENT_BOUNDS = {
  capacity: 1000,
  maxCharacters: 8 * 1024 * 1024,
  charactersOf: (message: SentMessage): number => message.text.length,
};

/**
 * The last exchanges, oldest first: lines in a ring of fixed size, and some of them whole. Adding costs a few stores and one call a listener,
 * whatever has gone before. When bodies are too large together, the oldest exchanges are reduced to their lines. Listeners must not throw and must
 * be quick; they run on the request's path, and have the whole exchange.
 */
export class Journal implements ExchangeSink {
  readonly #bounds: JournalBounds;
  /** Made as they are needed. */
  readonly #lines: (ExchangeLine | undefined)[] = [];
  /** Of those that succeeded. */
  readonly #usual: KeptWhole;
  /** Of those that failed or stand out: many that succeed after them do not push them out. */
  readonly #notable: KeptWhole;
  readonly #newest = new KeptWhole({ most: NEWEST, aSecond: Infinity });
  /** Counted from the first exchange ever, as is `#next`; their places in the ring follow. */
  #first = 0;
  #next = 0;
  /** No older exchange is whole because its bodies were too large. */
  #firstWhole = 0;
  #held = 0;
  readonly #listeners = new Set<(exchange: Exchange) => void>();
  readonly #sent = new LastEntries<SentMessage>(SENT_BOUNDS);
  readonly #underWay = new CallsUnderWay();
  #total = 0;

  constructor(bounds: Partial<JournalBounds> = {}) {
    this.#bounds = { ...USUAL_BOUNDS, ...bounds };
    const { whole, wholeASecond } = this.#bounds;
    this.#usual = new KeptWhole({ most: whole, aSecond: wholeASecond });
    this.#notable = new KeptWhole({ most: whole, aSecond: wholeASecond });
  }

  add(exchange: Exchange, call?: object): void {
    if (this.#bounds.lines > 0) this.#record(exchange, call);
    for (const listener of this.#listeners) listener(exchange);
  }

  /** Keeps an exchange whole that the user is waiting for, however many others there are. */
  keepWhole(exchange: Exchange): void {
    const line = this.#lines.find((each) => each?.whole === exchange);
    if (line !== undefined) this.#keepAs(line, this.#notable);
  }

  begun<Call extends object>(call: Call, read: ReadUnderWay<Call>): void {
    if (this.#bounds.lines > 0) this.#underWay.begun(call, read);
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
      const line = this.#lineAt(i);
      if (line !== undefined) held.push(line.read());
    }
    return held;
  }

  /** The messages to WebSocket clients, oldest first. */
  get sentMessages(): Pick<LastEntries<SentMessage>, 'mark' | 'since'> {
    return this.#sent;
  }

  /** Exchanges of which there is at least the line, oldest first. */
  list(filter: { readonly api?: string } = {}): Exchange[] {
    const { api } = filter;
    const held = this.since(this.#first, this.#bounds.lines);
    return api === undefined ? held : held.filter((exchange) => exchange.api === api);
  }

  /** Exchanges of which there is everything, oldest first. */
  listWhole(filter: { readonly api?: string } = {}): Exchange[] {
    return this.list(filter).filter(({ onlyLine }) => onlyLine === undefined);
  }

  /** The newest exchange with that id, if it is still held. */
  get(id: string): Exchange | undefined {
    for (let i = this.#next - 1; i >= this.#first; i -= 1) {
      const line = this.#lineAt(i);
      if (line?.id === id) return line.read();
    }
    return undefined;
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
      const line = this.#lineAt(i);
      const exchange = line?.whole;
      if (line === undefined || exchange?.method !== 'CONNECT' || exchange.connection?.id !== connectionId) continue;
      line.whole = { ...exchange, faults: [...(exchange.faults ?? []), ...notes] };
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
    this.#lines.fill(undefined);
    this.#held = 0;
    this.#first = this.#next;
    this.#firstWhole = this.#next;
    this.#total = 0;
    this.#sent.clear();
  }

  /** Calls back for each exchange from now on; the returned function ends it. */
  subscribe(listener: (exchange: Exchange) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #record(exchange: Exchange, call: object | undefined): void {
    if (call !== undefined) this.#underWay.ended(call);
    keepExchange(exchange);
    const number = this.#next;
    const line = this.#lineFor(number);
    const size = storedSize(exchange);
    line.write(number, exchange, size);
    this.#next += 1;
    this.#total += 1;
    this.#held += size;
    this.#keep(line, exchange);
    if (this.#held > this.#bounds.bodyBytes) this.#lightenOldest();
  }

  /** Finds out for how long an exchange is kept whole. */
  #keep(line: ExchangeLine, exchange: Exchange): void {
    const at = exchange.startedAt + exchange.durationMs;
    const wanted = isNotable(exchange) ? this.#notable : this.#usual;
    const kept = wanted.mayTake(at) ? wanted : this.#newest;
    this.#keepAs(line, kept);
  }

  #keepAs(line: ExchangeLine, kept: KeptWhole): void {
    line.kept = kept;
    const gone = this.#lineAt(kept.add(line.number));
    if (gone?.kept === kept) this.#lighten(gone);
  }

  /** The place of the next exchange, empty. */
  #lineFor(number: number): ExchangeLine {
    const { lines } = this.#bounds;
    let line = this.#lines[number % lines];
    if (line === undefined) line = this.#lines[number % lines] = new ExchangeLine();
    else this.#lighten(line);
    if (number - this.#first === lines) this.#first += 1;
    return line;
  }

  /** The line with that number, if it is still held. */
  #lineAt(number: number): ExchangeLine | undefined {
    return number < this.#first ? undefined : this.#lines[number % this.#bounds.lines];
  }

  /** Until the bodies of the others are small enough, or only the newest is whole. */
  #lightenOldest(): void {
    let number = Math.max(this.#first, this.#firstWhole);
    for (; this.#held > this.#bounds.bodyBytes && number < this.#next - 1; number += 1)
      this.#lighten(this.#lineAt(number));
    this.#firstWhole = number;
  }

  #lighten(line: ExchangeLine | undefined): void {
    if (line !== undefined) this.#held -= line.lighten();
  }
}

/** What a person looks for, and what is rare: failures, drills, new environments, what took long, the ends of connections. */
function isNotable({ statusCode, failure, result, faults, durationMs, method }: Exchange): boolean {
  return (
    statusCode >= 400 ||
    failure !== undefined ||
    faults !== undefined ||
    durationMs >= SLOW_MS ||
    method === 'CONNECT' ||
    method === 'DISCONNECT' ||
    (result !== undefined && (result.functionError !== undefined || result.report.initMs !== undefined))
  );
}
