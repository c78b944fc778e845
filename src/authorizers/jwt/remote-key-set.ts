import { createPublicKey } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { isJsonObject } from '../../model/base/json.ts';
import type { Clock } from '../../model/base/clock.ts';
import { parseUrl } from '../../model/http/parse-url.ts';
import type { FetchJson } from '../services.ts';
import { type KeySet, KeysUnavailable } from './key-set.ts';

/** AWS's limits (docs/aws/http-api.md#jwt-authorizers). */
const LIMITS = { timeoutMs: 1500, maxBytes: 150_000 };
const KEEP_MS = 2 * 3_600_000;
/** Tokens with invented key ids must not cause one request to the issuer each. */
const REFETCH_MS = 1000;

export interface RemoteKeySetOptions {
  /** Without a final slash it is what tokens carry as `iss`. */
  readonly issuer: string;
  readonly fetchJson: FetchJson;
  readonly clock: Clock;
  /** User pools have their keys at a fixed place; OpenID providers say where in their discovery document. */
  readonly fixedPlaceFirst: boolean;
  readonly warn: (message: string) => void;
}

type Keys = ReadonlyMap<string, KeyObject>;

/** The keys of an issuer out there, kept for two hours. An unknown key id makes it ask again, at most once a second. */
export class RemoteKeySet implements KeySet {
  readonly #options: RemoteKeySetOptions;
  #keys: Keys | undefined;
  #fetchedAt = 0;
  #fetching: Promise<Keys> | undefined;
  #hasWarned = false;

  constructor(options: RemoteKeySetOptions) {
    this.#options = options;
  }

  async key(kid: string): Promise<KeyObject | undefined> {
    const age = this.#options.clock.now() - this.#fetchedAt;
    const known = this.#keys && age < KEEP_MS ? this.#keys : undefined;
    const found = known?.get(kid);
    if (found || (known && age < REFETCH_MS)) return found;
    try {
      return (await this.#refetch()).get(kid);
    } catch (error) {
      // Keys that are not old yet stay good while the issuer is away; only this key id is unknown.
      if (known) return undefined;
      throw error;
    }
  }

  /** The next token makes it ask again. */
  forget(): void {
    this.#keys = undefined;
  }

  /** Requests that need the keys at once share one fetch. */
  #refetch(): Promise<Keys> {
    return (this.#fetching ??= this.#fetch().finally(() => {
      this.#fetching = undefined;
    }));
  }

  async #fetch(): Promise<Keys> {
    const { clock, warn, issuer } = this.#options;
    try {
      this.#keys = readKeys(await this.#document());
      this.#hasWarned = false;
      return this.#keys;
    } catch (error) {
      if (!this.#hasWarned)
        warn(`The keys of the issuer ${issuer} cannot be had, so its tokens are refused: ${(error as Error).message}`);
      this.#hasWarned = true;
      throw error;
    } finally {
      this.#fetchedAt = clock.now();
    }
  }

  async #document(): Promise<unknown> {
    const base = this.#options.issuer.replace(/\/+$/, '');
    if (!this.#options.fixedPlaceFirst) return this.#load(await this.#discover(base), 'JWKS communication error');
    try {
      return await this.#load(`${base}/.well-known/jwks.json`, 'JWKS communication error');
    } catch (error) {
      const discovered = await this.#discover(base).catch(() => undefined);
      if (discovered === undefined) throw error;
      return this.#load(discovered, 'JWKS communication error');
    }
  }

  async #discover(base: string): Promise<string> {
    const what = 'OIDC discovery endpoint communication error';
    const document = await this.#load(`${base}/.well-known/openid-configuration`, what);
    const uri = isJsonObject(document) ? document.jwks_uri : undefined;
    if (typeof uri === 'string' && /^https?:$/.test(parseUrl(uri)?.protocol ?? '')) return uri;
    throw new KeysUnavailable(what, `the discovery document of ${base} has no jwks_uri`);
  }

  async #load(url: string, what: KeysUnavailable['what']): Promise<unknown> {
    try {
      return await this.#options.fetchJson(url, LIMITS);
    } catch (error) {
      throw new KeysUnavailable(what, (error as Error).message);
    }
  }
}

/** RSA keys by id; others cannot sign what API Gateway takes (docs/aws/http-api.md#jwt-authorizers). */
function readKeys(document: unknown): Keys {
  const list = isJsonObject(document) ? document.keys : undefined;
  if (!Array.isArray(list))
    throw new KeysUnavailable('JWKS communication error', 'the key document has no list "keys"');
  const keys = new Map<string, KeyObject>();
  for (const jwk of list as readonly unknown[]) {
    if (!isJsonObject(jwk) || jwk.kty !== 'RSA' || typeof jwk.kid !== 'string' || jwk.use === 'enc') continue;
    const key = publicKey(jwk);
    if (key) keys.set(jwk.kid, key);
  }
  return keys;
}

function publicKey(jwk: Readonly<Record<string, unknown>>): KeyObject | undefined {
  try {
    return createPublicKey({ key: jwk, format: 'jwk' });
  } catch {
    return undefined;
  }
}
