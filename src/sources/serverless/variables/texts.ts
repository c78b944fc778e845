import { isHolder, textOf } from '../values.ts';
import type { Answer, AnswersOf, Missing, Question } from './answer.ts';
import { VariableFailure } from './failure.ts';
import { parseVariables, type TextOrLiteral, type ValueSource, type Variable } from './parse.ts';
import type { Site } from './site.ts';

/** What the evaluation of a text asks of the resolver. */
export interface TextHost {
  complete(value: unknown, by: Site): Promise<unknown>;
  evaluate(text: string, by: Site): Promise<unknown>;
  reportUnknown(missing: Missing, site: Site): void;
}

/** Evaluates texts with variables: asks the sources in their order and puts the parts together. */
export class Texts {
  constructor(
    readonly answersOf: AnswersOf,
    readonly host: TextHost,
  ) {}

  /** The value of a text; a list or map that comes out may hold variables. Throws `VariableFailure` and `VariableSyntaxError`. */
  async evaluate(raw: string, site: Site): Promise<unknown> {
    const segments = parseVariables(raw);
    if (segments === undefined) return raw;
    const [only] = segments;
    if (segments.length === 1 && only !== undefined && typeof only !== 'string') return this.#variable(only, site);
    let text = '';
    for (const segment of segments) {
      const value = typeof segment === 'string' ? segment : await this.#variable(segment, site);
      if (isHolder(value) || value === null || value === undefined) {
        const what = isHolder(value) ? (Array.isArray(value) ? 'a list' : 'a map') : 'null';
        throw new VariableFailure(`${site.name} is a text, and one of its variables is ${what}`);
      }
      text += textOf(value);
    }
    return text;
  }

  async #variable({ sources }: Variable, site: Site): Promise<unknown> {
    let missing: Missing | undefined;
    for (const source of sources) {
      if (source.kind === 'literal') return source.value;
      const answer = await this.#answer(source, site);
      if (!('missing' in answer)) {
        if (answer.value !== null && answer.value !== undefined) return answer.value;
        missing ??= { missing: `${source.text} is null` };
      } else if (missing?.placeholder === undefined) missing = answer;
    }
    if (missing?.placeholder === undefined) {
      if (missing?.byDefault !== undefined) return missing.byDefault;
      throw new VariableFailure(`${site.name}: ${missing?.missing ?? 'no value'}`, missing?.hint);
    }
    this.host.reportUnknown(missing, site);
    return missing.placeholder;
  }

  async #answer(source: ValueSource, site: Site): Promise<Answer> {
    const params = await Promise.all(source.params.map((param) => this.#argument(param, site)));
    const address = source.address === undefined ? undefined : await this.#argument(source.address, site);
    const answer = this.answersOf(source.type);
    const text = questionText(source, params, address);
    const question: Question = { type: source.type, params, address: addressText(address), text, site };
    const found = await answer(question);
    if ('missing' in found || typeof found.value !== 'string') return found;
    // What comes out is read again, as in the framework: an environment variable may hold variables, and so may a text that was escaped.
    return found.value.includes('${') ? { value: await this.host.evaluate(found.value, site) } : found;
  }

  async #argument(argument: TextOrLiteral, site: Site): Promise<unknown> {
    if ('kind' in argument) return argument.value;
    let text = '';
    for (const segment of argument) {
      const value =
        typeof segment === 'string' ? segment : await this.host.complete(await this.#variable(segment, site), site);
      if (argument.length === 1) return value;
      text += textOf(value);
    }
    return text;
  }
}

function addressText(address: unknown): string | undefined {
  return address === undefined || address === null ? undefined : textOf(address);
}

/** The source with its arguments as they are known by now: `ssm:/shop/dev/key`. */
function questionText({ type, params }: ValueSource, values: readonly unknown[], address: unknown): string {
  const list = params.length > 0 ? `(${values.map(textOf).join(', ')})` : '';
  return `${type}${list}${address === undefined ? (list === '' ? ':' : '') : `:${textOf(address)}`}`;
}
