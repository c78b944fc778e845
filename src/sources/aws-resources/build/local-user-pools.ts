import type { Api } from '../../../model/definition/api.ts';
import type { Authorizer } from '../../../model/definition/authorizer.ts';

/** What AWS calls a user pool: `us-east-1_AbCd12345`. */
const REAL_POOL = /(?:\/|^)[a-z]{2}(?:-[a-z]+)+-\d_[0-9A-Za-z]+$/;

/** An issuer in Cognito's form, whichever pool it names. */
const COGNITO = /^https:\/\/cognito-idp\.[\w-]+\.amazonaws\.com\//;

/**
 * The API with the emulator's own issuer where an authorizer trusts a user pool that the input declares or leaves open: such a pool is on no
 * account, so no other issuer can issue its tokens. Pools that have an id of AWS's stay as they are.
 */
export function withLocalUserPools<Definition extends Api>(api: Definition): Definition {
  const entries = Object.entries(api.authorizers).map(([name, authorizer]) => [name, withLocalIssuer(authorizer)]);
  return { ...api, authorizers: Object.fromEntries(entries) as Definition['authorizers'] };
}

/** Ids of the pools that become the local issuer's, each once. */
export function localPoolIds(apis: readonly Api[]): string[] {
  const named = apis.flatMap(({ authorizers }) =>
    Object.values(authorizers).flatMap((authorizer) => {
      if (authorizer.type === 'cognito') return authorizer.userPools;
      return authorizer.type === 'jwt' && COGNITO.test(authorizer.issuer) ? [authorizer.issuer] : [];
    }),
  );
  const ids = named.filter((pool) => !REAL_POOL.test(pool)).map((pool) => pool.slice(pool.lastIndexOf('/') + 1));
  return [...new Set(ids)].filter((id) => id !== '' && id !== 'local');
}

function withLocalIssuer(authorizer: Authorizer): Authorizer {
  if (authorizer.type === 'cognito') {
    return { ...authorizer, userPools: authorizer.userPools.map((pool) => (REAL_POOL.test(pool) ? pool : 'local')) };
  }
  if (authorizer.type !== 'jwt' || !COGNITO.test(authorizer.issuer)) return authorizer;
  return REAL_POOL.test(authorizer.issuer) ? authorizer : { ...authorizer, issuer: 'local' };
}
