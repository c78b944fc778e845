import type { Position } from '../../model/base/position.ts';

/** How the text of a source file is had; `undefined` where it cannot be read. */
export type ReadSource = (file: string) => string | undefined;

export interface SourceFrame {
  /** Number of the first line. */
  readonly from: number;
  readonly lines: readonly string[];
}

/** The place of the first of `keys` on the outermost level of a JSON or YAML document; `undefined` where none is. */
export function outermostKeyPosition(file: string, keys: readonly string[], read: ReadSource): Position | undefined {
  const lines = read(file)?.split('\n') ?? [];
  // The braces of a JSON document stand in the first column, its outermost keys one step further.
  const outermost = lines.filter((line) => /^\s*["']?[\w$-]+["']?\s*:/.test(line)).map(indentOf);
  const indent = Math.min(...outermost);
  for (const [index, line] of lines.entries()) {
    const key = indentOf(line) === indent ? keys.find((one) => isKey(line.trimStart(), one)) : undefined;
    if (key !== undefined) return { file, line: index + 1, column: line.indexOf(key) + 1 };
  }
  return undefined;
}

function isKey(text: string, key: string): boolean {
  return new RegExp(`^["']?${escaped(key)}["']?\\s*:`).test(text);
}

const AROUND = 3;

/**
 * The place of the first of `keys` that stands inside the block that begins at a position: on its own line, or on the lines below that are
 * indented more. The position itself where none does.
 */
export function keyPosition(block: Position, keys: readonly string[], read: ReadSource): Position {
  const lines = read(block.file)?.split('\n');
  const first = lines?.[block.line - 1];
  if (lines === undefined || first === undefined) return block;
  const after = lines.slice(block.line);
  const end = after.findIndex((line) => line.trim() !== '' && indentOf(line) <= indentOf(first));
  const inside = [first, ...(end < 0 ? after : after.slice(0, end))];
  for (const key of keys) {
    const name = new RegExp(`(?:^|[\\s{,"'-])(${escaped(key)})["']?\\s*:`);
    for (const [index, line] of inside.entries()) {
      const found = name.exec(line);
      if (found === null) continue;
      return { file: block.file, line: block.line + index, column: found.index + found[0].indexOf(key) + 1 };
    }
  }
  return block;
}

/** The lines around a position, common indentation removed. */
export function frameAround({ file, line }: Position, read: ReadSource): SourceFrame | undefined {
  const all = read(file)?.split('\n');
  if (all === undefined || line > all.length) return undefined;
  const from = Math.max(1, line - AROUND);
  const lines = all.slice(from - 1, line + AROUND);
  const common = Math.min(...lines.filter((text) => text.trim() !== '').map(indentOf));
  return { from, lines: lines.map((text) => text.slice(Number.isFinite(common) ? common : 0).slice(0, MAX_LINE)) };
}

/** Bundles and minified files have lines that are not meant to be read. */
const MAX_LINE = 400;

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
