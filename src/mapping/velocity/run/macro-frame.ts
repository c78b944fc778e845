import type { JavaValue } from '../../values.ts';
import type { MacroArgument } from '../compile/compilation.ts';

/** The variables of one macro call. */
export interface MacroFrame {
  readonly args: ReadonlyMap<string, MacroArgument>;
  /** What the macro has set, which hides its arguments. */
  readonly locals: Map<string, JavaValue>;
  readonly caller: MacroFrame | null;
}
