/** How far up the beginning of a collection is looked for: documents are larger than that, badly indented collections are not. */
const MOST_LINES_UP = 200;
const MOST_CHARACTERS_UP = 20_000;

/**
 * Readers of YAML 1.1, AWS's among them, take `{ … }` and `[ … ]` over several lines whatever their indentation; YAML 1.2 wants them indented
 * below their key. Returns the text with the lines of the collection around `offset` joined by blanks, so that every offset stays what it is;
 * `undefined` where nothing is open there, or where it is never closed.
 */
export function joinedFlow(text: string, offset: number): string | undefined {
  let lineStart = offset;
  for (let lines = 0; lines < MOST_LINES_UP && lineStart > 0; lines += 1) {
    const before = lineStart;
    lineStart = before < 2 ? 0 : text.lastIndexOf('\n', before - 2) + 1;
    if (offset - lineStart > MOST_CHARACTERS_UP) return undefined;
    if (!/[{[]/.test(text.slice(lineStart, before))) continue;
    const open = new FlowScan(text, lineStart).firstOpen(offset);
    if (open === undefined) continue;
    return joined(text, open);
  }
  return undefined;
}

/** A text in quotes, with them, as offsets. */
export interface Quoted {
  readonly start: number;
  readonly end: number;
}

/**
 * The text in quotes that `offset` stands in: readers of YAML 1.1 take its further lines whatever their indentation. `undefined` where there is
 * none, where it is never closed, and where the mark of a document's beginning or end stands in it, which ends it.
 */
export function quotedAround(text: string, offset: number): Quoted | undefined {
  let lineStart = offset;
  for (let lines = 0; lines < MOST_LINES_UP && lineStart > 0; lines += 1) {
    const before = lineStart;
    lineStart = before < 2 ? 0 : text.lastIndexOf('\n', before - 2) + 1;
    if (offset - lineStart > MOST_CHARACTERS_UP) return undefined;
    if (!/["']/.test(text.slice(lineStart, before))) continue;
    const found = new FlowScan(text, lineStart).quotedOver(offset);
    if (found === undefined) continue;
    const written = text.slice(found.start, found.end);
    const isClosed = written.length > 1 && written.endsWith(written.charAt(0));
    return isClosed && !/\n(?:---|\.\.\.)(?:\s|$)/.test(written) ? found : undefined;
  }
  return undefined;
}

/** The text with the lines of what stands in quotes joined by blanks, so that every offset stays what it is. */
export function joinedQuoted(text: string, { start, end }: Quoted): string {
  return `${text.slice(0, start)}${text.slice(start, end).replaceAll(/[\r\n]/g, ' ')}${text.slice(end)}`;
}

function joined(text: string, open: number): string | undefined {
  const scan = new FlowScan(text, open);
  const parts: string[] = [text.slice(0, open)];
  for (;;) {
    const from = scan.at;
    const kind = scan.next();
    if (kind === 'end') return undefined;
    const part = text.slice(from, scan.at);
    parts.push(kind === 'blank' ? ' '.repeat(part.length) : part);
    if (kind === 'close' && scan.depth === 0) return parts.join('') + text.slice(scan.at);
  }
}

type Kind = 'open' | 'close' | 'quoted' | 'blank' | 'other' | 'end';

/** Walks through YAML with an eye for brackets only: quoted texts and comments are stepped over whole. */
class FlowScan {
  depth = 0;

  constructor(
    readonly text: string,
    public at: number,
  ) {}

  /** Where the outermost collection begins that is still open at `end`. */
  firstOpen(end: number): number | undefined {
    let open: number | undefined;
    while (this.at < end) {
      const from = this.at;
      const kind = this.next();
      if (kind === 'end' || this.at > end || this.depth < 0) return undefined;
      if (kind === 'open' && this.depth === 1) open = from;
    }
    return this.depth > 0 ? open : undefined;
  }

  /** What stands in quotes from before `offset` to after it. */
  quotedOver(offset: number): Quoted | undefined {
    while (this.at < offset) {
      const start = this.at;
      const kind = this.next();
      if (kind === 'end') return undefined;
      if (kind === 'quoted' && this.at > offset) return { start, end: this.at };
    }
    return undefined;
  }

  /** Steps over the next part. `blank`: a line break or a comment. */
  next(): Kind {
    const { text, at } = this;
    const char = text[at];
    if (char === undefined) return 'end';
    if (char === '{' || char === '[') return this.#step('open', 1, 1);
    if (char === '}' || char === ']') return this.#step('close', 1, -1);
    if (char === '\n' || char === '\r') return this.#step('blank', 1);
    const before = text[at - 1] ?? '\n';
    if (char === '#' && /\s/.test(before)) return this.#step('blank', lengthOf(/[^\n\r]*/y, text, at));
    if (char === '"' && /[\s{[,:]/.test(before))
      return this.#step('quoted', lengthOf(/"(?:[^"\\]|\\.)*"?/sy, text, at));
    if (char === "'" && /[\s{[,:]/.test(before)) return this.#step('quoted', lengthOf(/'(?:[^']|'')*'?/y, text, at));
    return this.#step('other', 1);
  }

  #step(kind: Kind, length: number, depth = 0): Kind {
    this.at += length;
    this.depth += depth;
    return kind;
  }
}

function lengthOf(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at;
  return pattern.exec(text)?.[0].length ?? 1;
}
