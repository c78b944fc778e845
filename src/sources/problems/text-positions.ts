/** Line and column (from 1) of offsets into one text. */
export class TextPositions {
  readonly #starts: number[] = [0];

  constructor(text: string) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) this.#starts.push(at + 1);
  }

  at(offset: number): { readonly line: number; readonly column: number } {
    let low = 0;
    let high = this.#starts.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.startOf(middle + 1) <= offset) low = middle;
      else high = middle - 1;
    }
    return { line: low + 1, column: offset - this.startOf(low + 1) + 1 };
  }

  /** Offset of the first character of a line; of the last line when there are not so many. */
  startOf(line: number): number {
    return this.#starts[Math.min(line, this.#starts.length) - 1] ?? 0;
  }
}
