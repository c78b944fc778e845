import type { KeySet } from './jwt/key-set.ts';
import { KeysUnavailable } from './jwt/key-set.ts';
import { fetchJson } from './jwt/fetch-json.ts';
import { RemoteKeySet } from './jwt/remote-key-set.ts';
import type { AuthorizerServices } from './services.ts';

/** An issuer whose tokens are taken. */
export interface Issuer {
  readonly keys: KeySet;
  isIssuer(iss: unknown): boolean;
}

/** The issuers of one deployment; authorizers that name the same one share its keys. */
export interface Issuers {
  of(issuer: string, kind: 'oidc' | 'user-pool'): Issuer;
  /** Forgets the keys that were fetched. */
  forgetKeys(): void;
}

export function issuers(services: AuthorizerServices): Issuers {
  const made = new Map<string, Issuer>();
  const fetched: RemoteKeySet[] = [];
  return {
    of(name, kind) {
      const key = `${kind} ${name}`;
      const known = made.get(key);
      if (known) return known;
      const isLocal = name === 'local' || services.localIssuer?.userPools.includes(name) === true;
      const issuer = isLocal ? local(services) : remote(name, kind, services, fetched);
      made.set(key, issuer);
      return issuer;
    },
    forgetKeys() {
      for (const keys of fetched) keys.forget();
    },
  };
}

function local({ localIssuer }: AuthorizerServices): Issuer {
  if (localIssuer) return localIssuer;
  const away = new KeysUnavailable('JWKS communication error', 'the local issuer is not running');
  return { keys: { key: () => Promise.reject(away) }, isIssuer: () => true };
}

function remote(
  issuer: string,
  kind: 'oidc' | 'user-pool',
  services: AuthorizerServices,
  fetched: RemoteKeySet[],
): Issuer {
  const { clock, warn } = services;
  const keys = new RemoteKeySet({
    issuer,
    fetchJson: services.fetchJson ?? fetchJson,
    clock,
    fixedPlaceFirst: kind === 'user-pool',
    warn,
  });
  fetched.push(keys);
  return { keys, isIssuer: (iss) => iss === issuer };
}
