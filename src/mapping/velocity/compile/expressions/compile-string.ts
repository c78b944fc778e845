import type { StringContent, InterpolatedContent } from '../../syntax/tree.ts';
import { Source } from '../../syntax/source.ts';
import type { Compilation } from '../compilation.ts';
import type { Evaluate } from '../../run/rendering.ts';
import { defineMacros } from '../define-macros.ts';

/** Compiles a string literal; in double quotes it is a template of its own. */
export function compileString(context: Compilation, text: string, content: StringContent, at: number): Evaluate {
  if (!content.interpolated) return () => text;
  return compileInterpolated(context, content, at);
}

function compileInterpolated(context: Compilation, content: InterpolatedContent, at: number): Evaluate {
  const { source } = context;
  const inner = context.ofString(new Source(content.text, { source, offset: at }));
  defineMacros(inner, content.template.macros);
  const render = inner.compileStatements(content.template.statements);
  const padding = content.padded ? 1 : 0;
  return (run) => {
    const before = run.output;
    run.output = '';
    try {
      render(run);
      run.checkOutput(source, at);
      return padding === 0 ? run.output : run.output.slice(0, -padding);
    } finally {
      run.output = before;
    }
  };
}
