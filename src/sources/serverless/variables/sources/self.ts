import { presentOptions } from '../../../../model/base/present-options.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import type { AnswerQuestion } from '../answer.ts';
import type { SourceContext } from './context.ts';

/** What versions 1 and 2 found where the service says nothing; many services still count on it. */
const DEFAULTS: Readonly<Record<string, string>> = { 'provider.stage': 'dev', 'provider.region': 'us-east-1' };

/** `self:custom.table`: a value of the service itself; `self:` is all of it. */
export function answerSelf({ resolver, service }: SourceContext): AnswerQuestion {
  return async ({ address, text, site }) => {
    const path = address === undefined || address === '' ? [] : address.split('.');
    const found = await resolver.follow(service, path, site);
    if ('value' in found) return found;
    const before = path.slice(0, found.at).join('.');
    const hint = () =>
      nearestHint(path[found.at] ?? '', found.keys, `keys of ${before === '' ? 'the service' : before}`);
    const byDefault = Object.hasOwn(DEFAULTS, address ?? '') ? DEFAULTS[address ?? ''] : undefined;
    return { missing: `${text} was not found`, ...presentOptions({ hint, byDefault }) };
  };
}
