import type { MacroDefinition } from '../syntax/tree.ts';
import type { Compilation } from './compilation.ts';

/** Makes the macros of a template known. The first definition of a name counts (corpus: macro/redefine). */
export function defineMacros(context: Compilation, definitions: readonly MacroDefinition[]): void {
  const fresh = definitions.filter(({ name }, index) => {
    return !context.macros.has(name) && definitions.findIndex((other) => other.name === name) === index;
  });
  // All names first: macros call each other, and themselves.
  for (const { name, parameters } of fresh) context.macros.set(name, { name, parameters, render: () => undefined });
  for (const { name, body } of fresh) {
    const macro = context.macros.get(name);
    if (macro !== undefined) macro.render = context.compileStatements(body);
  }
}
