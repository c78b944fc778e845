import { javaText } from '../../../json/java-text.ts';
import type { Compilation } from '../compilation.ts';
import { locatedError } from '../../run/located-error.ts';
import type { Render } from '../../run/rendering.ts';
import type { EvaluateDirective } from '../../syntax/tree.ts';

/** Compiles `#evaluate`, which renders the value of its argument as a template. */
export function compileEvaluate(context: Compilation, { at, argument }: EvaluateDirective): Render {
  const evaluate = context.compileExpression(argument);
  return (run) => {
    const value = evaluate(run);
    if (value === null) return;
    const text = javaText(value);
    // Parsing costs far more than running what is parsed.
    run.spend(1 + text.length, context.source, at);
    try {
      context.compileText(text, at)(run);
    } catch (error) {
      throw locatedError(error, context.source, at, '#evaluate');
    }
  };
}
