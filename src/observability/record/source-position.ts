import type { Position } from '../../model/base/position.ts';

/** How the text of a source file is had; `undefined` where it cannot be read. */
export type ReadSource = (file: string) => string | undefined;

export interface SourceFrame {
  /** Number of the first line. */
  readonly from: number;
  readonly lines: readonly string[];
}

const AROUND = 3;

/**
 * The place of the first of `keys` inside the block that begins at a position: on its own line, or on the lines below that are indented
 * more. The position itself where none is found.
 */
export function keyPosition(block: Position, keys: readonly string[], read: ReadSource): Position {
  const lines = read(block.file)?.split('\n');
  const first = lines?.[block.line - 1];
  if (lines === undefined || first === undefined) return block;
  const name = new RegExp(`(?:^|[\\s{,"'-])(${keys.map(escaped).join('|')})["']?\\s*:`);
  const depth = indentOf(first);
  for (let index = block.line - 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (index > block.line - 1 && line.trim() !== '' && indentOf(line) <= depth) break;
    const found = name.exec(line);
    if (found?.[1] !== undefined) {
      return { file: block.file, line: index + 1, column: found.index + found[0].indexOf(found[1]) + 1 };
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

/** Bundles and minified files have lines that nobody reads. */
const MAX_LINE = 400;

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
