import type { IfDirective } from '../../syntax/tree.ts';
import type { Compilation } from '../compilation.ts';
import type { Render } from '../../run/rendering.ts';
import { compileCondition } from '../expressions/compile-condition.ts';

/** Compiles `#if … #elseif … #else … #end`. */
export function compileIf(context: Compilation, directive: IfDirective): Render {
  const branches = directive.branches.map(({ condition, body }) => ({
    holds: compileCondition(context, condition),
    render: context.compileStatements(body),
  }));
  const otherwise = context.compileStatements(directive.otherwise?.body ?? []);
  const [only] = branches;
  if (branches.length === 1 && only !== undefined) {
    return (run) => (only.holds(run) ? only.render(run) : otherwise(run));
  }
  return (run) => {
    const chosen = branches.find(({ holds }) => holds(run));
    return chosen === undefined ? otherwise(run) : chosen.render(run);
  };
}
