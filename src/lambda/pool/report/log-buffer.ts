import type { LogRecord } from '../../../model/lambda/invocation.ts';

/** Characters of one invocation's log that are kept for its report; what is beyond goes to the terminal only. */
const MAX_KEPT = 1024 * 1024;

/** The lines that a function wrote during one invocation. */
export class LogBuffer {
  #lines: string[] | undefined;
  #size = 0;
  #dropped = 0;

  add(record: LogRecord): void {
    this.#size += record.line.length;
    if (this.#size > MAX_KEPT) this.#dropped += 1;
    else (this.#lines ??= []).push(record.line);
  }

  lines(): readonly string[] {
    if (this.#dropped === 0) return this.#lines ?? [];
    return [...(this.#lines ?? []), `(${this.#dropped} more lines were not kept)`];
  }
}
