import { nearestHint } from '../../../problems/nearest.ts';
import type { AnswerQuestion } from '../answer.ts';
import type { SourceContext } from './context.ts';

/** `self:custom.table`: a value of the service itself; `self:` is all of it. */
export function answerSelf({ resolver, service }: SourceContext): AnswerQuestion {
  return async ({ address, text, site }) => {
    const path = address === undefined || address === '' ? [] : address.split('.');
    const found = await resolver.follow(service, path, site);
    if ('value' in found) return found;
    const before = path.slice(0, found.at).join('.');
    const hint = nearestHint(path[found.at] ?? '', found.keys, `keys of ${before === '' ? 'the service' : before}`);
    return { missing: `${text} was not found`, ...(hint !== undefined && { hint }) };
  };
}
