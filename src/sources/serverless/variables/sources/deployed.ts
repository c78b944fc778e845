import { placeholder } from '../../../aws-resources/placeholder.ts';
import type { AnswerQuestion } from '../answer.ts';
import type { SourceContext } from './context.ts';

/**
 * What only AWS, another store or a plugin can say: `ssm:/shop/key`, `cf:network.VpcId`. `values:` names it here, with or without the
 * region and the other arguments in parentheses.
 */
export function answerDeployed({ values }: SourceContext): AnswerQuestion {
  return ({ type, address = '', text }) => {
    const plain = `${type}:${address}`;
    // The region of version 1 (`ssm.eu-west-1:/key`) and its mark for decryption (`/key~true`) name the same value.
    const bare = `${type.split('.')[0] ?? type}:${address.replace(/~(?:true|false|split)$/, '')}`;
    for (const name of [text, plain, bare]) {
      if (Object.hasOwn(values, name)) return { value: values[name] };
    }
    // Marked, so that the final reader of the value knows that it is a placeholder, and says so where it matters.
    return { missing: `${text} cannot be looked up from here`, placeholder: placeholder(bare), isMarked: true };
  };
}
