import type { Authorizer } from '../../model/definition/authorizer.ts';
import type { Model } from '../../model/definition/model.ts';
import { defaultUserPool } from '../../model/definition/user-pools.ts';

/** Issuers of the user pools that the local issuer of a definition stands for, the one that its Cognito tokens name first. */
export function localUserPools({ userPools = [], region }: Pick<Model, 'userPools' | 'region'>): readonly string[] {
  return [...userPools, defaultUserPool(region)];
}

/** The authorizers of a definition that take tokens of the local issuer. */
export function localAuthorizers(model: Model): Authorizer[] {
  const pools = localUserPools(model);
  const isLocal = (issuer: string): boolean => issuer === 'local' || pools.includes(issuer);
  return model.apis
    .flatMap(({ authorizers }) => Object.values(authorizers))
    .filter((authorizer) => {
      if (authorizer.type === 'jwt') return isLocal(authorizer.issuer);
      return authorizer.type === 'cognito' && authorizer.userPools.some(isLocal);
    });
}
