import { nearestHint } from '../../../problems/nearest.ts';
import type { AnswerQuestion } from '../answer.ts';
import type { SourceContext } from './context.ts';

/** `opt:stage`: a flag of the command line; `opt:` is all of them. */
export function answerOpt({ flags, values }: SourceContext): AnswerQuestion {
  return ({ address, text }) => {
    if (address === undefined) return { value: flags };
    const value = flags[address] ?? values[text];
    if (value !== undefined) return { value };
    const isFlag = address === 'stage' || address === 'region';
    const hint =
      (isFlag ? `Pass --${address}.` : nearestHint(address, ['stage', 'region'], 'flags')) ??
      `Give the variable a default: \${${text}, 'text'}, or set "${text}" under values: in emulator.config.yaml.`;
    return { missing: `${text} was not given on the command line`, hint };
  };
}
