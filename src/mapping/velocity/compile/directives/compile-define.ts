import type { Compilation } from '../compilation.ts';
import { DefinedBlock } from '../../run/defined-block.ts';
import type { Render } from '../../run/rendering.ts';
import type { DefineDirective } from '../../syntax/tree.ts';

/** Compiles `#define`: its block becomes the variable's value and is rendered each time that is printed (docs/aws/vtl.md#directives). */
export function compileDefine(context: Compilation, { at, variable, body }: DefineDirective): Render {
  const render = context.compileStatements(body);
  const place = { source: context.source, at };
  return (run) => run.set(variable, new DefinedBlock(run, variable, render, place));
}
