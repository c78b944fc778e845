import { nearestHint } from '../../../problems/nearest.ts';
import { textOf } from '../../values.ts';
import type { Site } from '../site.ts';
import type { AnswerQuestion } from '../answer.ts';
import type { SourceContext } from './context.ts';

/** The framework makes up another id for each of its runs; people build the deployment's logical id with it. */
export const INSTANCE_ID = 'Local';

/** `sls:stage` and `sls:instanceId`. */
export function answerSls(context: SourceContext): AnswerQuestion {
  return async ({ address, text, site }) => {
    if (address === 'stage') return { value: await stageOf(context, site) };
    if (address === 'instanceId') return { value: INSTANCE_ID };
    const hint = nearestHint(address ?? '', ['stage', 'instanceId'], 'addresses of sls');
    return { missing: `${text} is not an address of sls`, ...(hint !== undefined && { hint }) };
  };
}

/** `--stage`, else `provider.stage`, else `dev`. Throws `VariableFailure`. */
export async function stageOf({ flags, resolver, service }: SourceContext, by: Site | undefined): Promise<string> {
  if (flags['stage'] !== undefined) return flags['stage'];
  const found = await resolver.follow(service, ['provider', 'stage'], by);
  const stage = 'value' in found ? await resolver.complete(found.value, by) : undefined;
  return stage === null || stage === undefined ? 'dev' : textOf(stage);
}

/** `--region`, else `provider.region`, else `us-east-1`. Throws `VariableFailure`. */
export async function regionOf({ flags, resolver, service }: SourceContext, by: Site | undefined): Promise<string> {
  if (flags['region'] !== undefined) return flags['region'];
  const found = await resolver.follow(service, ['provider', 'region'], by);
  return 'value' in found && typeof found.value === 'string' && found.value !== '' ? found.value : 'us-east-1';
}
