import { javaText } from '../../../json/java-text.ts';
import type { DefineDirective, EvaluateDirective, IncludeDirective } from '../../syntax/tree.ts';
import type { Compilation, Render } from '../compilation.ts';
import { compileExpression } from '../expressions/compile-expression.ts';
import { compileStatements } from '../compile-statements.ts';
import { DefinedBlock } from '../../run/defined-block.ts';
import { locatedError } from '../../run/located-error.ts';

/** Compiles `#define`: its block becomes the variable's value and is rendered each time that is printed (vtl.md 2). */
export function compileDefine(context: Compilation, { at, variable, body }: DefineDirective): Render {
  const render = compileStatements(context, body);
  const place = { source: context.source, at };
  return (run) => run.set(variable, new DefinedBlock(run, variable, render, place));
}

/** Compiles `#evaluate`, which renders the value of its argument as a template. */
export function compileEvaluate(context: Compilation, { at, argument }: EvaluateDirective): Render {
  const evaluate = compileExpression(context, argument);
  return (run) => {
    const value = evaluate(run);
    if (value === null) return;
    run.spend(1, context.source, at);
    try {
      context.compileText(javaText(value), at)(run);
    } catch (error) {
      throw locatedError(error, context.source, at, '#evaluate');
    }
  };
}

/** Compiles `#include` and `#parse`, which have nothing to read in API Gateway. */
export function compileInclude(context: Compilation, { at, name, args }: IncludeDirective): Render {
  const [first] = args.map((argument) => compileExpression(context, argument));
  if (first === undefined) return () => undefined;
  return (run) => {
    const resource = javaText(first(run));
    throw context.source.errorAt(
      at,
      'evaluation',
      `#${name}: unable to find resource '${resource}'; a mapping template has no files`,
    );
  };
}
