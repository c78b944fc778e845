import { sign } from 'node:crypto';
import { join } from 'node:path';
import type { Clock } from '../../model/base/clock.ts';
import type { Ids } from '../../model/base/ids.ts';
import { parseUrl } from '../../model/http/parse-url.ts';
import type { KeySet } from '../jwt/key-set.ts';
import { type IssuerKey, issuerKey } from './issuer-key.ts';
import { tokenClaims } from './token-claims.ts';
import type { TokenRequest } from './token-claims.ts';
import { stateFolder } from '../../model/base/state-folder.ts';

/** The emulator's own token issuer: what `issuer: local` means. */
export interface LocalIssuer {
  /** The document at a path of the admin port (`/_gw/issuer/.well-known/…`), or at the URL of a user pool; `undefined` if there is none. */
  document(place: string): unknown;
  /** Issuers of the user pools that it stands for, `https://cognito-idp.{region}.amazonaws.com/{pool}`; Cognito's tokens name the first. */
  readonly userPools: readonly string[];
  /** The keys that its tokens are verified with, without asking over HTTP. */
  readonly keys: KeySet;
  /**
   * Whether `iss` is this issuer. The port of the admin server may change from start to start and tokens outlive restarts, so any host will
   * do: it is the key that only this project has. The user pools that it stands for are this issuer too.
   */
  isIssuer(iss: unknown): boolean;
  /** Signs a token (RS256). */
  mint(request: TokenRequest): string;
}

export interface LocalIssuerOptions {
  /** The project's folder; the key is kept in `.gw-emulate/issuer.json` there. */
  readonly root: string;
  /** URL of the admin port without a final slash, asked when it is needed. */
  readonly adminUrl: () => string;
  /** Issuers of the user pools that it stands for. */
  readonly userPools?: readonly string[];
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'uuid'>;
}

const PATH = '/_gw/issuer';

/** Makes the issuer of a project. Its key is read, or made, when it is first needed. */
export function localIssuer({ root, adminUrl, userPools = [], clock, ids }: LocalIssuerOptions): LocalIssuer {
  let loaded: IssuerKey | undefined;
  const key = (): IssuerKey => (loaded ??= issuerKey(join(stateFolder(root), 'issuer.json')));
  const issuer = (): string => `${adminUrl()}${PATH}`;
  const documents: Record<string, () => unknown> = {
    [`${PATH}/.well-known/openid-configuration`]: () => discovery(issuer()),
    [`${PATH}/.well-known/jwks.json`]: () => ({ keys: [publicJwk(key())] }),
  };
  for (const pool of userPools) {
    documents[`${pool}/.well-known/openid-configuration`] = () => discovery(pool);
    documents[`${pool}/.well-known/jwks.json`] = () => ({ keys: [publicJwk(key())] });
  }
  return {
    userPools,
    document: (place) => (Object.hasOwn(documents, place) ? documents[place]?.() : undefined),
    keys: { key: (kid) => Promise.resolve(kid === key().kid ? key().publicKey : undefined) },
    isIssuer: (iss) => typeof iss === 'string' && (parseUrl(iss)?.pathname === PATH || userPools.includes(iss)),
    mint(request) {
      const now = Math.floor(clock.now() / 1000);
      const { kid, privateKey } = key();
      const pool = request.cognito && userPools[0];
      const claims = tokenClaims(request, { issuer: pool ?? issuer(), now, uuid: ids.uuid });
      const signed = `${encoded({ alg: 'RS256', kid, typ: 'JWT' })}.${encoded(claims)}`;
      return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), privateKey).toString('base64url')}`;
    },
  };
}

/** OpenID Connect Discovery 1.0, "OpenID Provider Metadata": what a verifier of tokens looks for. There is no login page. */
function discovery(issuer: string): unknown {
  return {
    issuer,
    jwks_uri: `${issuer}/.well-known/jwks.json`,
    response_types_supported: ['token', 'id_token'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
  };
}

function publicJwk({ kid, publicKey }: IssuerKey): unknown {
  return { ...publicKey.export({ format: 'jwk' }), kid, alg: 'RS256', use: 'sig' };
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
