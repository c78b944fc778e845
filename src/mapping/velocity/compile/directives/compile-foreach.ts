import type { JavaValue } from '../../../values.ts';
import type { ForeachDirective } from '../../syntax/tree.ts';
import type { Compilation } from '../compilation.ts';
import type { Render, Rendering } from '../../run/rendering.ts';
import { ForeachScope } from '../../run/foreach-scope.ts';
import { BREAK } from '../../run/jumps.ts';
import { locatedError } from '../../run/located-error.ts';
import type { LoopElements } from '../../run/loop-elements.ts';
import { elementsOf } from '../../run/loop-elements.ts';

/** Compiles `#foreach` over lists, the values of maps, ranges, views and iterators; over anything else it runs no round. */
export function compileForeach(context: Compilation, directive: ForeachDirective): Render {
  if (directive.collection === null) return () => undefined;
  const evaluate = context.compileExpression(directive.collection);
  const round = compileRound(context, directive);
  const names = [directive.variable.root, 'foreach', ...oldNamesIn(context.source.text)];
  return (run) => {
    const elements = elementsOf(evaluate(run));
    if (elements === null) return;
    const saved = names.map((name) => run.get(name));
    const scope = new ForeachScope(elements, run.loop);
    run.loop = scope;
    run.set('foreach', scope);
    try {
      while (elements.hasNext()) round(run, scope, elements);
    } catch (error) {
      if (error !== BREAK) throw locatedError(error, context.source, directive.at, '#foreach');
    } finally {
      run.loop = scope.parent;
      for (const [index, name] of names.entries()) run.restore(name, saved[index] ?? null);
    }
  };
}

function compileRound(
  context: Compilation,
  directive: ForeachDirective,
): (run: Rendering, scope: ForeachScope, elements: LoopElements) => void {
  const { source } = context;
  const { at, variable } = directive;
  const body = context.compileStatements(directive.body);
  const missing: JavaValue = context.emptyReferences ? '' : null;
  const cost = directive.body.length + 1;
  const oldNames = oldNamesIn(source.text);
  return (run, scope, elements) => {
    const { loopRounds } = run.limits;
    if (++scope.index >= loopRounds) {
      throw source.errorAt(at, 'limit', `#foreach runs more than ${loopRounds} rounds, API Gateway's limit`);
    }
    run.spend(cost, source, at);
    run.set(variable.root, elements.next() ?? missing);
    for (const name of oldNames) run.set(name, oldValue(name, scope));
    body(run);
  };
}

/** Older templates say `$velocityCount` and `$velocityHasNext`. They are set only where they are read. */
function oldNamesIn(text: string): string[] {
  return ['velocityCount', 'velocityHasNext'].filter((name) => text.includes(name));
}

function oldValue(name: string, scope: ForeachScope): JavaValue {
  return name === 'velocityCount' ? BigInt(scope.index + 1) : scope.hasNext;
}
