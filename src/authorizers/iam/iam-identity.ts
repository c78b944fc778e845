import type { Credential } from '../../model/definition/authorizer.ts';
import { derivedId } from '../../model/definition/derived-id.ts';
import type { IamIdentity } from '../contract.ts';

/** The signer as events show it. Unique ids are derived from the ARN: `AIDA…` for users, `AROA…:session` for sessions of a role. */
export function iamIdentity({ accessKeyId, accountId, userArn }: Credential): IamIdentity {
  const [, role, session] = /:assumed-role\/([^/]+)\/(.+)$/.exec(userArn) ?? [];
  const uniqueId =
    role === undefined ? `AIDA${uniquePart(userArn)}` : `AROA${uniquePart(`${accountId}/${role}`)}:${session}`;
  return { accessKey: accessKeyId, accountId, callerId: uniqueId, userArn, userId: uniqueId, principalOrgId: null };
}

function uniquePart(name: string): string {
  return derivedId('principal', name, 17).toUpperCase();
}
