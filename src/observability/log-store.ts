import { LastEntries } from './last-entries.ts';

/** One line of any log, as it came. */
export interface StoredLog {
  /** Counts up from 1; what follows a line is asked for by it. */
  readonly number: number;
  /** Milliseconds since the epoch when it came. */
  readonly at: number;
  readonly kind: 'function' | 'access' | 'execution';
  /** The function's name, or the API's; empty for access logs. */
  readonly source: string;
  readonly requestId: string | undefined;
  readonly level: string;
  readonly line: string;
}

const BOUNDS = {
  capacity: 5000,
  maxCharacters: 16 * 1024 * 1024,
  charactersOf: (log: StoredLog): number => log.line.length,
};

/** The last lines of all logs, oldest first, with an end to their number and size. */
export class LogStore {
  readonly #logs = new LastEntries<StoredLog>(BOUNDS);

  add(log: Omit<StoredLog, 'number'>): void {
    const { at, kind, source, requestId, level, line } = log;
    this.#logs.add({ number: this.#logs.mark + 1, at, kind, source, requestId, level, line });
  }

  list(): StoredLog[] {
    return this.#logs.list();
  }

  /** The number of the newest line. */
  get mark(): number {
    return this.#logs.mark;
  }

  /** Of the lines after that number the newest, oldest first, at most so many. */
  since(number: number, most: number): StoredLog[] {
    return this.#logs.since(number, most);
  }

  clear(): void {
    this.#logs.clear();
  }
}
