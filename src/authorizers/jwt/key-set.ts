import type { KeyObject } from 'node:crypto';

/** The public keys of an issuer. */
export interface KeySet {
  /**
   * The key with this id; `undefined` when the issuer has none.
   *
   * @throws {KeysUnavailable} when the keys cannot be had.
   */
  key(kid: string): Promise<KeyObject | undefined>;
}

/** The keys of an issuer cannot be fetched, so every request is refused. */
export class KeysUnavailable extends Error {
  constructor(
    /** AWS's name for what failed (docs/aws/http-api.md#jwt-authorizers). */
    readonly what: 'OIDC discovery endpoint communication error' | 'JWKS communication error',
    /** What happened, for the developer. */
    readonly detail: string,
  ) {
    super(`${what}: ${detail}`);
    this.name = 'KeysUnavailable';
  }
}
