import { MAX_PAYLOAD_BYTES } from '../../model/definition/limits.ts';
import { spendWork } from '../work-limit.ts';

/** Deeper than any JSON that is read; only a template that puts a list into itself gets there. */
const MAX_DEPTH = 1000;

/** A value whose text would never end, or only after gigabytes: a list put into itself, lists doubled forty times. */
export class ValueTooLargeError extends Error {
  constructor(problem: string) {
    super(`The value cannot be printed: ${problem}.`);
    this.name = 'ValueTooLargeError';
  }
}

/** So many parts are joined at once: a text of millions of two-character parts would otherwise be as many objects. */
const PARTS_AT_ONCE = 4096;

/** Collects the text of one value and gives up, with a {@link ValueTooLargeError}, before it takes all the memory. */
export class BoundedText {
  readonly #finished: string[] = [];
  #parts: string[] = [];
  #length = 0;
  #depth = 0;

  append(part: string): void {
    spendWork(1);
    this.#length += part.length;
    if (this.#length > MAX_PAYLOAD_BYTES)
      throw new ValueTooLargeError(`it is longer than ${MAX_PAYLOAD_BYTES} characters`);
    if (this.#parts.push(part) < PARTS_AT_ONCE) return;
    this.#finished.push(this.#parts.join(''));
    this.#parts = [];
  }

  /** All that has been appended. */
  get text(): string {
    return this.#finished.join('') + this.#parts.join('');
  }

  enter(): void {
    if (++this.#depth > MAX_DEPTH) throw new ValueTooLargeError(`it nests deeper than ${MAX_DEPTH} levels`);
  }

  leave(): void {
    this.#depth--;
  }
}
