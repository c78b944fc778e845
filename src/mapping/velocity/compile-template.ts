import { MAX_TEMPLATE_BYTES } from '../../model/definition/limits.ts';
import { withWorkLimit } from '../work-limit.ts';
import type { JavaValue } from '../values.ts';
import { Compilation } from './compile/compilation.ts';
import type { Compilers } from './compile/compilation.ts';
import type { Render } from './run/rendering.ts';
import { defineMacros } from './compile/define-macros.ts';
import { compileExpression } from './compile/expressions/compile-expression.ts';
import { compileStatements } from './compile/compile-statements.ts';
import { evaluatedTexts } from './compile/evaluated-texts.ts';
import { Jump } from './run/jumps.ts';
import { locatedError } from './run/located-error.ts';
import { Rendering } from './run/rendering.ts';
import type { RenderLimits } from './limits.ts';
import { defaultLimits } from './limits.ts';
import { parseTemplate } from './syntax/parse-template.ts';
import { Source } from './syntax/source.ts';

export interface TemplateOptions {
  /**
   * Whether a reference without a value is the empty string wherever it stands, as in API Gateway (docs/aws/vtl.md#one-model); on unless
   * said otherwise. Off gives stock Velocity 1.7, which prints the reference's source.
   */
  readonly emptyReferences?: boolean;
}

/** A template that has been parsed: rendering it costs no more parsing. It may be rendered many times, also at the same time. */
export interface CompiledTemplate {
  /**
   * Renders the template with these variables, by their names without the dollar sign. `#set` writes into the map.
   *
   * @throws {TemplateError} when a Java method throws, or a limit is passed. What had been printed until then is lost.
   */
  render(variables: Map<string, JavaValue>, limits?: Partial<RenderLimits>): string;
}

/**
 * Compiles a mapping template in Apache Velocity 1.7's language, as API Gateway runs it.
 *
 * @throws {TemplateError} of problem `syntax`, with line and column, when it does not parse; of problem `limit` when it is over 300 KB.
 */
export function compileTemplate(text: string, options: TemplateOptions = {}): CompiledTemplate {
  const source = new Source(text);
  if (text.length > MAX_TEMPLATE_BYTES) throw source.errorAt(0, 'limit', 'The template is larger than 300 KB');
  const render = compile(source, options.emptyReferences ?? true);
  return {
    render(variables, limits) {
      const run = new Rendering(variables, limits === undefined ? defaultLimits : { ...defaultLimits, ...limits });
      return renderAll(run, render, source);
    },
  };
}

const compilers: Compilers = { expression: compileExpression, statements: compileStatements, evaluatedTexts };

function compile(source: Source, emptyReferences: boolean): Render {
  const template = parseTemplate(source);
  const context = new Compilation({ source, emptyReferences }, compilers);
  defineMacros(context, template.macros);
  return context.compileStatements(template.statements);
}

function renderAll(run: Rendering, render: Render, source: Source): string {
  try {
    withWorkLimit(run.limits.milliseconds, () => render(run));
  } catch (error) {
    // #stop, or a #break outside any loop, ends the template with what it has printed.
    if (!(error instanceof Jump)) throw locatedError(error, source, 0, 'The template');
  }
  run.checkOutput(source, 0);
  return run.output;
}
