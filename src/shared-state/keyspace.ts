import { createHash } from 'node:crypto';

/** What emulators have in common that share one state: on AWS, too, throttles and quotas are those of an account in a region. */
export interface SharedIdentity {
  readonly accountId: string;
  readonly region: string;
  /** Keeps gateways apart that have the rest in common. */
  readonly name?: string;
}

/** The name of a key, all of which begin with the identity's prefix: `key('quota', apiId, plan)`. */
export type Keyspace = (...parts: readonly string[]) => string;

export function keyspace({ accountId, region, name = '' }: SharedIdentity): Keyspace {
  const prefix = `gw-emulate:${digest([accountId, region, name]).slice(0, 16)}`;
  return (...parts) => [prefix, ...parts].join(':');
}

/** A short name for something long, or for something that must not be read in the engine: a token, a path with its parameters. */
export function digest(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
