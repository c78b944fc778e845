import type { Credential } from '../../../../model/definition/authorizer.ts';
import type { Config } from '../../definition/config.ts';
import type { Place } from '../../shape/place.ts';
import { buildPolicy } from '../access/policy.ts';

export function buildCredentials(written: Config['credentials'], place: Place, accountId: string): Credential[] {
  const holders = new Map<string, string>();
  return Object.entries(written ?? {}).map(([name, credential]) => {
    const at = place.at(name);
    const holder = holders.get(credential.accessKeyId);
    if (holder !== undefined) {
      at.at('accessKeyId').error(
        `${at.name} has the access key of "${holder}"`,
        'Every access key stands for one user.',
      );
    }
    holders.set(credential.accessKeyId, name);
    const userArn = credential.userArn ?? `arn:aws:iam::${accountId}:user/${name}`;
    const policy =
      credential.policy === undefined ? undefined : buildPolicy(credential.policy, at.at('policy'), 'identity');
    return {
      name,
      accessKeyId: credential.accessKeyId,
      secretAccessKey: credential.secretAccessKey,
      ...(credential.sessionToken !== undefined && { sessionToken: credential.sessionToken }),
      ...expiry(credential, at),
      userArn,
      accountId: userArn.split(':')[4] ?? accountId,
      ...(policy && { policy }),
      ...at.declaredAt,
    };
  });
}

/** Only sessions end; a key without a token is a user's and stays. */
function expiry(
  { sessionToken, expiration }: NonNullable<Config['credentials']>[string],
  place: Place,
): Pick<Credential, 'expiresAt'> {
  if (expiration === undefined) return {};
  const at = place.at('expiration');
  if (sessionToken === undefined) {
    at.keyError(`${at.name} has no meaning without a sessionToken`, 'Keys of users do not expire: leave it out.');
  }
  const expiresAt = Date.parse(expiration);
  if (!Number.isNaN(expiresAt)) return { expiresAt };
  at.error(`${at.name} is not a time, found "${expiration}"`);
  return {};
}
