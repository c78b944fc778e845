import type { Expression, MacroCall } from '../../syntax/tree.ts';
import type { Compilation } from '../compilation.ts';
import type { Macro, MacroArgument, MacroFrame, Render, Rendering } from '../../run/rendering.ts';
import { DefinedBlock } from '../../run/defined-block.ts';
import { BREAK } from '../../run/jumps.ts';

/** Compiles `#name(…)`: a macro call, or text if no such macro exists once the template runs. */
export function compileCall(context: Compilation, call: MacroCall): Render {
  const { source, macros } = context;
  const args = (call.args ?? []).map((argument) => compileArgument(context, call, argument));
  const body = call.body === null ? null : context.compileStatements(call.body);
  const cost = (call.body?.length ?? 0) + 1;
  return (run) => {
    const macro = macros.get(call.name) ?? run.evaluatedMacros.get(call.name);
    if (macro === undefined) return run.write(call.written);
    if (run.macroDepth >= run.limits.macroDepth) {
      const limit = run.limits.macroDepth;
      throw source.errorAt(call.at, 'limit', `Max calling depth of ${limit} was exceeded in macro '${call.name}'`);
    }
    run.spend(cost, source, call.at);
    const locals: MacroFrame['locals'] = new Map();
    if (body !== null) locals.set('bodyContent', new DefinedBlock(run, 'bodyContent', body, { source, at: call.at }));
    runMacro(run, macro, { args: bind(macro, args), locals, caller: run.frame });
  };
}

function compileArgument(context: Compilation, call: MacroCall, argument: Expression): MacroArgument {
  if (argument.kind === 'word') {
    const problem = `Invalid arg '${argument.word}' in macro #${call.name}`;
    return {
      written: argument.word,
      evaluate: () => {
        throw context.source.errorAt(argument.at, 'evaluation', problem);
      },
    };
  }
  const written = argument.kind === 'reference' ? argument.written : 'null';
  return { evaluate: context.compileExpression(argument), written };
}

function bind(macro: Macro, args: readonly MacroArgument[]): MacroFrame['args'] {
  const bound = new Map<string, MacroArgument>();
  for (const [index, name] of macro.parameters.entries()) {
    const argument = args[index];
    if (argument !== undefined) bound.set(name, argument);
  }
  return bound;
}

function runMacro(run: Rendering, macro: Macro, frame: MacroFrame): void {
  run.frame = frame;
  run.macroDepth++;
  try {
    macro.render(run);
  } catch (jump) {
    if (jump !== BREAK) throw jump;
  } finally {
    run.frame = frame.caller;
    run.macroDepth--;
  }
}
