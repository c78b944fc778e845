import type { TemplateProblem } from '../../template-error.ts';
import { TemplateError } from '../../template-error.ts';

/** The text of a template, and how an offset in it is shown. */
export class Source {
  readonly #outer: { source: Source; offset: number } | undefined;

  /**
   * @param outer where errors are reported when this is the text of a string literal inside another template: at the literal itself,
   *   since doubled quotes make the inner offsets meaningless.
   */
  constructor(
    readonly text: string,
    outer?: { source: Source; offset: number },
  ) {
    this.#outer = outer;
  }

  errorAt(offset: number, problem: TemplateProblem, detail: string): TemplateError {
    if (this.#outer !== undefined) return this.#outer.source.errorAt(this.#outer.offset, problem, detail);
    const { line, column } = positionOf(this.text, offset);
    return new TemplateError(problem, detail, line, column);
  }

  /** How many string literals this text is inside. */
  get nesting(): number {
    return this.#outer === undefined ? 0 : this.#outer.source.nesting + 1;
  }
}

/** Line and column of an offset, both from 1; `\r\n`, `\n` and `\r` each end a line. */
export function positionOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\n|\r/);
  return { line: before.length, column: (before.at(-1) ?? '').length + 1 };
}
