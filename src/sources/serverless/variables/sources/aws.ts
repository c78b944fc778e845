import type { AnswerQuestion } from '../answer.ts';
import type { SourceContext } from './context.ts';
import { answerDeployed } from './deployed.ts';
import { regionOf } from './sls.ts';

/** `aws:accountId`, `aws:region`, and the stores of version 4: `aws:ssm:/path`, `aws:s3:bucket/key`, `aws:cf:stack.Output`. */
export function answerAws(context: SourceContext): AnswerQuestion {
  return async (question) => {
    if (question.address === 'accountId') return { value: context.accountId };
    if (question.address === 'region') return { value: await regionOf(context, question.site) };
    return answerDeployed(context)(question);
  };
}
