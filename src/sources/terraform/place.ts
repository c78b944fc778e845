import type { Place } from '../cloudformation/names/attributes.ts';
import type { InputContext } from '../input.ts';
import type { TerraformDocument } from './document/instance.ts';
import { textAt } from './document/json-values.ts';
import { follow } from './references/follow.ts';
import type { ModuleScopes } from './references/module-scopes.ts';

const ARN = /^arn:[\w-]+:[\w-]+:([\w-]+):(\d{12}):/;

/** Where a project is deployed to: as asked, as the provider or the data sources say, or as its ARNs do. */
export function placeOf(document: TerraformDocument, scopes: ModuleScopes, context: InputContext): Place {
  const known = document.instances
    .map(({ values }) => ARN.exec(textAt(values, 'arn') ?? ''))
    .find((one) => one !== null);
  const data = (type: string, ...names: string[]): string | undefined => {
    const source = document.instances.find((one) => one.type === type);
    return names.map((name) => textAt(source?.values, name)).find((one) => one !== undefined);
  };
  const [written] = follow(document.provider['region'], [], { scope: scopes.root });
  const region = written !== undefined && 'value' in written ? written.value : undefined;
  return {
    region:
      context.options.region ??
      context.region ??
      (typeof region === 'string' ? region : undefined) ??
      data('aws_region', 'region', 'name') ??
      known?.[1] ??
      'us-east-1',
    accountId: context.accountId ?? data('aws_caller_identity', 'account_id') ?? known?.[2] ?? '123456789012',
  };
}
