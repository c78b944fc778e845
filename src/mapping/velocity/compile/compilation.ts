import type { JavaValue } from '../../values.ts';
import type { Source } from '../syntax/source.ts';
import type { Rendering } from '../run/rendering.ts';

/** Prints one statement. */
export type Render = (run: Rendering) => void;

/** Computes one expression. Null is Java's null. */
export type Evaluate = (run: Rendering) => JavaValue;

/** One way to pass an argument: by its expression, evaluated anew at each use, as Velocity does. */
export interface MacroArgument {
  readonly evaluate: Evaluate;
  /** What stock Velocity prints for an argument without a value. */
  readonly written: string;
}

export interface Macro {
  readonly name: string;
  readonly parameters: readonly string[];
  render: Render;
}

/** What all parts of one template are compiled with. */
export interface Compilation {
  readonly source: Source;
  /** Whether references without a value are the empty string (vtl.md 0.1) or null, as in stock Velocity. */
  readonly emptyReferences: boolean;
  /** By name; filled before anything is rendered. Shared with the templates in the template's strings. */
  readonly macros: Map<string, Macro>;
  /** Compiles the text given to `#evaluate`. */
  readonly compileText: (text: string, at: number) => Render;
}
