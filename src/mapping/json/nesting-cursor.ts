import { jsonSyntaxError } from './json-syntax-error.ts';

/** How deep arrays and objects may nest: json-smart's own limit, which keeps hostile bodies from exhausting the stack. */
export const MAX_JSON_DEPTH = 400;

/** A place in a JSON text, and how deep in arrays and objects it is. */
export class NestingCursor {
  protected position = 0;
  #depth = 0;

  constructor(protected readonly text: string) {}

  /** Steps over the bracket or brace that opens. @throws {JsonSyntaxError} below {@link MAX_JSON_DEPTH}. */
  protected enter(): void {
    if (++this.#depth > MAX_JSON_DEPTH) {
      throw jsonSyntaxError(this.text, this.position, `arrays and objects nest deeper than ${MAX_JSON_DEPTH} levels`);
    }
    this.position++;
  }

  /** Steps over the bracket or brace that closes, with what it closed. */
  protected leave<T>(value: T): T {
    this.#depth--;
    this.position++;
    return value;
  }
}
