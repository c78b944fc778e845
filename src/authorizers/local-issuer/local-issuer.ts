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
  /** The document at a path of the admin port (`/_gw/issuer/.well-known/…`); `undefined` if there is none. */
  document(path: string): unknown;
  /** The keys that its tokens are verified with, without asking over HTTP. */
  readonly keys: KeySet;
  /**
   * Whether `iss` is this issuer. The port of the admin server may change from start to start and tokens outlive restarts, so any host will
   * do: it is the key that only this project has.
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
  readonly clock: Clock;
  readonly ids: Pick<Ids, 'uuid'>;
}

const PATH = '/_gw/issuer';

/** Makes the issuer of a project. Its key is read, or made, when it is first needed. */
export function localIssuer({ root, adminUrl, clock, ids }: LocalIssuerOptions): LocalIssuer {
  let loaded: IssuerKey | undefined;
  const key = (): IssuerKey => (loaded ??= issuerKey(join(stateFolder(root), 'issuer.json')));
  const issuer = (): string => `${adminUrl()}${PATH}`;
  const documents: Readonly<Record<string, () => unknown>> = {
    [`${PATH}/.well-known/openid-configuration`]: () => discovery(issuer()),
    [`${PATH}/.well-known/jwks.json`]: () => ({ keys: [publicJwk(key())] }),
  };
  return {
    document: (path) => (Object.hasOwn(documents, path) ? documents[path]?.() : undefined),
    keys: { key: (kid) => Promise.resolve(kid === key().kid ? key().publicKey : undefined) },
    isIssuer: (iss) => typeof iss === 'string' && parseUrl(iss)?.pathname === PATH,
    mint(request) {
      const now = Math.floor(clock.now() / 1000);
      const { kid, privateKey } = key();
      const claims = tokenClaims(request, { issuer: issuer(), now, uuid: ids.uuid });
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
