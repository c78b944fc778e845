import type { Position } from '../../model/base/position.ts';
import type { Path } from './paths.ts';

/** A document as plain values (what JSON can hold), and where each of them stands. */
export interface SourceDocument {
  /** As positions name it. */
  readonly file: string;
  readonly value: unknown;
  /** The text is not valid YAML, so what was read of it may be anything. */
  readonly isBroken?: boolean;
  /**
   * Where a value begins, or with `key` the key that holds it. A path that leads nowhere means the last part of it that exists, so that
   * something missing is reported at its parent. `undefined` when the document has no text (it was an object in memory).
   */
  positionOf(path: Path, side?: 'key' | 'value'): Position | undefined;
  /** A scalar as written: `012`, `2.0`; `undefined` for lists, maps and documents without text. */
  sourceOf(path: Path): string | undefined;
  /**
   * A line and column inside a text value, as a position in the file: exact for block scalars and one-line scalars, else where the value
   * begins.
   */
  positionWithin(path: Path, line: number, column: number): Position | undefined;
}

/** A document that was never text, so it has no positions. */
export function documentFromObject(value: unknown): SourceDocument {
  return {
    file: 'configuration',
    value,
    positionOf: () => undefined,
    sourceOf: () => undefined,
    positionWithin: () => undefined,
  };
}
