import { VariableFailure } from '../failure.ts';
import type { AnswerQuestion } from '../answer.ts';
import type { SourceContext } from './context.ts';

/** `env:NAME`: the environment, with the variables of `.env` files below it. */
export function answerEnv({ environment, values }: SourceContext): AnswerQuestion {
  return ({ address, text, site }) => {
    if (address === undefined) throw new VariableFailure(`${site.name}: env: needs the name of a variable`);
    const value = environment[address] ?? values[text];
    if (value !== undefined) return { value };
    return {
      missing: `the environment has no ${address}`,
      hint: `Set ${address}, or give the variable a default: \${${text}, 'text'}.`,
      placeholder: `<${text}>`,
    };
  };
}
