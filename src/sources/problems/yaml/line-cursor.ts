import { LessUsual } from './less-usual.ts';

const NEWLINE = 10;
const SPACE = 32;
const HASH = 35;
/** Deeper collections are left to the whole parser, which says when they are too deep. */
const MOST_INDENT = 200;

/** Walks through the lines of a text that are neither blank nor a comment. */
export class LineCursor {
  /** Offset of the line's first character that is no blank. */
  start = 0;
  /** Column of that character, from 0. */
  indent = 0;
  /** Offset of the line break, or of the text's end. */
  end = -1;
  isAtEnd = false;

  constructor(readonly text: string) {
    this.next();
  }

  next(): void {
    this.goTo(this.end + 1);
  }

  /** To the first line with text that begins at `lineStart` or later. */
  goTo(lineStart: number): void {
    const { text } = this;
    for (let line = lineStart; line < text.length; line = this.end + 1) {
      const found = text.indexOf('\n', line);
      this.end = found === -1 ? text.length : found;
      let at = line;
      while (text.charCodeAt(at) === SPACE) at += 1;
      if (at >= this.end || text.charCodeAt(at) === HASH) continue;
      this.start = at;
      this.indent = at - line;
      if (this.indent > MOST_INDENT) throw new LessUsual();
      return;
    }
    this.isAtEnd = true;
  }

  /** Goes on with what stands further right in the same line as if it began a line: `- key: value`. */
  enter(offset: number): void {
    this.indent += offset - this.start;
    this.start = offset;
  }

  /** To the next line, when nothing but a comment follows the offset in its line. */
  leave(offset: number): void {
    const { text } = this;
    let at = offset;
    while (text.charCodeAt(at) === SPACE) at += 1;
    const code = text.charCodeAt(at);
    if (code === HASH ? at === offset : at < text.length && code !== NEWLINE) throw new LessUsual();
    const found = text.indexOf('\n', at);
    this.end = found === -1 ? text.length : found;
    this.next();
  }
}
