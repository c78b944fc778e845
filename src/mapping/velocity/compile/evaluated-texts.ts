import { TemplateError } from '../../template-error.ts';
import { parseTemplate } from '../syntax/parse-template.ts';
import { Source } from '../syntax/source.ts';
import type { Compilation, CompileText } from './compilation.ts';
import type { Render, Rendering } from '../run/rendering.ts';
import { defineMacros } from './define-macros.ts';
import { BREAK } from '../run/jumps.ts';

/** Texts given to `#evaluate` are usually few; the limit is for templates that build them from data. */
const CACHE_SIZE = 50;

/** Each `#evaluate` within another is one level of the stack; Velocity's own bound is the same (`directive.evaluate` in a macro chain). */
const MAX_NESTING = 20;

/** Answers what compiles the texts of `#evaluate` in a template, keeping the last ones. */
export function evaluatedTexts(outer: Compilation): CompileText {
  const known = new Map<string, Render>();
  return (text, at) => {
    const key = `${at} ${text}`;
    const render = known.get(key) ?? compileText(outer, text, at);
    const [oldest] = known.keys();
    if (known.size >= CACHE_SIZE && oldest !== undefined) known.delete(oldest);
    known.set(key, render);
    return render;
  };
}

function compileText(outer: Compilation, text: string, at: number): Render {
  const source = new Source(text, { source: outer.source, offset: at });
  if (source.nesting > MAX_NESTING)
    throw source.errorAt(0, 'limit', `#evaluate nests deeper than ${MAX_NESTING} levels`);
  const template = parseEvaluated(source);
  const context = outer.ofText(source);
  const { macros } = context;
  defineMacros(context, template.macros);
  const own = [...macros.values()];
  for (const macro of outer.macros.values()) macros.set(macro.name, macro);
  const render = context.compileStatements(template.statements);
  return (run) => {
    for (const macro of own) run.evaluatedMacros.set(macro.name, macro);
    renderEvaluated(run, render);
  };
}

function parseEvaluated(source: Source): ReturnType<typeof parseTemplate> {
  try {
    return parseTemplate(source);
  } catch (error) {
    if (!(error instanceof TemplateError)) throw error;
    throw source.errorAt(0, 'evaluation', `#evaluate of a text that does not parse: ${error.detail}`);
  }
}

function renderEvaluated(run: Rendering, render: Render): void {
  try {
    render(run);
  } catch (jump) {
    if (jump !== BREAK) throw jump;
  }
}
