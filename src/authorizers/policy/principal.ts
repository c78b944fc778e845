import { isJsonObject } from '../../model/base/json.ts';
import { type Caller, roleOf } from './caller.ts';
import { PolicyError, textList } from './policy-error.ts';

/**
 * Compiles the `Principal` of a resource policy: `*`, or `AWS` with account ids, root ARNs, user, role and session ARNs. Services and
 * federated identities never call here, so they match no caller.
 */
export function compilePrincipal(value: unknown): (caller: Caller) => boolean {
  if (value === '*') return () => true;
  if (!isJsonObject(value)) throw new PolicyError('Principal must be "*" or a map such as { AWS: … }');
  const names = value.AWS === undefined ? [] : textList(value.AWS, 'Principal.AWS');
  if (names.includes('*')) return () => true;
  return (caller) => caller.kind === 'iam' && names.some((name) => namesCaller(name, caller.arn, caller.accountId));
}

function namesCaller(name: string, arn: string, accountId: string): boolean {
  if (name === arn || name === roleOf(arn) || name === accountId) return true;
  return /^arn:[\w-]+:iam::(\d{12}):root$/.exec(name)?.[1] === accountId;
}
