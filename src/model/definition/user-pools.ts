const POOL_ARN = /^arn:[\w-]+:cognito-idp:([\w-]+):\d*:userpool\/([\w-]+)$/;
const POOL_ISSUER = /^https:\/\/cognito-idp\.([\w-]+)\.amazonaws\.com\/([\w-]+)$/;

/** The issuer that a user pool's tokens name; `undefined` for anything that is not a user pool ARN. */
export function issuerOfUserPool(arn: string): string | undefined {
  const [, region, pool] = POOL_ARN.exec(arn) ?? [];
  return region === undefined ? undefined : `https://cognito-idp.${region}.amazonaws.com/${pool}`;
}

/** The user pool ARN behind an issuer; an issuer that is not a user pool stays as it is. */
export function userPoolOfIssuer(issuer: string, accountId: string): string {
  const [, region, pool] = POOL_ISSUER.exec(issuer) ?? [];
  return region === undefined ? issuer : `arn:aws:cognito-idp:${region}:${accountId}:userpool/${pool}`;
}

/** The issuer of a pool by its id, whose Region stands before the `_`; `region` where the id has none. */
export function userPoolIssuer(id: string, region: string): string {
  const [, own = region] = /^([a-z]{2}(?:-[a-z]+)+-\d)_/.exec(id) ?? [];
  return `https://cognito-idp.${own}.amazonaws.com/${id}`;
}

/** The pool that tokens of the local issuer name where the definition has none for them. */
export function defaultUserPool(region: string): string {
  return userPoolIssuer(`${region}_local`, region);
}
