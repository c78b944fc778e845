import type { JavaValue } from '../../../values.ts';
import { javaClassName } from '../../methods/java-class.ts';
import { setIndex, setProperty } from '../../methods/properties.ts';
import type { Accessor, SetDirective } from '../../syntax/tree.ts';
import type { Compilation } from '../compilation.ts';
import type { Render, Rendering } from '../../run/rendering.ts';
import { compileAccessor } from '../expressions/compile-reference.ts';
import { locatedError } from '../../run/located-error.ts';

/** Compiles `#set`. A right side that is null leaves the target as it was (corpus: set/null-rhs-keeps). */
export function compileSet(context: Compilation, directive: SetDirective): Render {
  const { target } = directive;
  const evaluate = context.compileExpression(directive.value);
  const last = target.accessors.at(-1);
  if (last === undefined) return compileVariable(target.root, evaluate, target.braces || target.quiet);
  const path = target.accessors.slice(0, -1).map((accessor) => compileAccessor(context, accessor));
  const assign = compileAssignment(context, last);
  return (run) => {
    const value = evaluate(run);
    if (value === null) return;
    let object: JavaValue | undefined = run.get(target.root);
    for (const access of path) {
      if (object === null || object === undefined) return;
      object = access(object, run);
    }
    if (object !== null && object !== undefined) assign(object, value, run);
  };
}

function compileVariable(name: string, evaluate: (run: Rendering) => JavaValue, decorated: boolean): Render {
  return (run) => {
    const value = evaluate(run);
    // Velocity 1.7 gives `#set(${x} = 1)` and `#set($!x = 1)` no effect on $x.
    if (value !== null && !decorated) run.set(name, value);
  };
}

type Assign = (object: JavaValue, value: JavaValue, run: Rendering) => void;

function compileAssignment(context: Compilation, accessor: Accessor): Assign {
  switch (accessor.kind) {
    case 'property':
      return (object, value) => {
        try {
          setProperty(object, accessor.name, value);
        } catch (error) {
          throw locatedError(error, context.source, accessor.at, 'The assignment');
        }
      };
    case 'method':
      // `#set($a.b() = 1)` parses and does nothing.
      return () => undefined;
    default: {
      const evaluate = context.compileExpression(accessor.index);
      return (object, value, run) => {
        const index = evaluate(run);
        try {
          setIndex(object, index, value);
        } catch (error) {
          throw locatedError(
            error,
            context.source,
            accessor.at,
            `Invocation of method 'set' in class ${javaClassName(object)}`,
          );
        }
      };
    }
  }
}
