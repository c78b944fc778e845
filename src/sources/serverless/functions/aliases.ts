import { normalizedName } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import type { FunctionAlias } from '../service/service.ts';

/** The alias that the framework makes for a function's settings, which routes then address instead of the function. */
export function aliasOf(key: string, part: Part): FunctionAlias | undefined {
  const name = normalizedName(key);
  if (part.get('durableConfig').exists) return { name: 'durable', id: `${name}DurableLambdaAlias` };
  const { value: provisioned } = part.get('provisionedConcurrency');
  if (provisioned !== undefined && provisioned !== null && provisioned !== 0) {
    return { name: 'provisioned', id: `${name}ProvConcLambdaAlias` };
  }
  return part.get('snapStart').value === true ? { name: 'snapstart', id: `${name}SnapStartLambdaAlias` } : undefined;
}
