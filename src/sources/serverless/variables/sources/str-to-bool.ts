import type { AnswerQuestion } from '../answer.ts';
import { textOf } from '../../values.ts';
import { VariableFailure } from '../failure.ts';

/** `strToBool(${env:FLAG})`: `true`, `1`, `false` and `0` as booleans. */
export function answerStrToBool(): AnswerQuestion {
  return ({ params, site }) => {
    const [input] = params;
    const text = textOf(input ?? '')
      .trim()
      .toLowerCase();
    if (text === 'true' || text === '1') return { value: true };
    if (text === 'false' || text === '0') return { value: false };
    throw new VariableFailure(
      `${site.name}: strToBool takes true, false, 1 or 0, found ${input === undefined ? 'nothing' : `"${textOf(input)}"`}`,
    );
  };
}
