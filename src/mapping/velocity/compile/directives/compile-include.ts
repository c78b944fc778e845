import { javaText } from '../../../json/java-text.ts';
import type { Compilation } from '../compilation.ts';
import type { Render } from '../../run/rendering.ts';
import type { IncludeDirective } from '../../syntax/tree.ts';

/** Compiles `#include` and `#parse`, which have nothing to read in API Gateway. */
export function compileInclude(context: Compilation, { at, name, args }: IncludeDirective): Render {
  const [first] = args.map((argument) => context.compileExpression(argument));
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
