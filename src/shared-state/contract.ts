import type { Throttle } from '../model/definition/stage.ts';

/** State that several emulators have in common, so that they are one gateway. Nothing here rejects because the engine is away. */
export interface SharedState {
  readonly limits: SharedLimits;
  readonly connections: SharedConnections;
  readonly drills: SharedDrills;
  /** A cache by what it belongs to; everything that changes the meaning of its entries has to be part of the name. */
  cache(name: readonly string[]): SharedCache;
  /**
   * Takes part: from now on the other nodes know this one, what they send to its connections arrives, and it ends the connections of nodes that
   * are gone.
   */
  join(node: JoiningNode, description: NodeDescription): Promise<void>;
  /** What this node serves has changed. */
  update(description: NodeDescription): void;
  /** Leaves, after the node's connections have ended. */
  close(): Promise<void>;
}

export interface SharedLimits {
  /**
   * One step: takes a token of each bucket, in their order, until one has none; then counts against the quota. What was taken before a refusal
   * stays taken.
   */
  admit(buckets: readonly SharedBucket[], quota?: SharedQuota): Promise<Admission>;
  /** Every bucket is full again. Does nothing while the engine is away. */
  refill(): Promise<void>;
  /** What was used of a quota; absent where nothing was yet. */
  used(quota: QuotaName): Promise<{ readonly record?: UsedQuota } | 'unreachable'>;
  /** Forgets what was used of a quota. False where the engine cannot be reached. */
  forget(quota: QuotaName): Promise<boolean>;
}

export type Admission = 'allowed' | 'throttled' | 'quota-exceeded' | 'unreachable';

export interface SharedBucket {
  readonly name: string;
  readonly limit: Required<Throttle>;
}

/** A usage plan's quota for one API key, all by name. */
export interface QuotaName {
  readonly api: string;
  readonly plan: string;
  readonly key: string;
}

export interface UsedQuota {
  /** First day of the period, `2026-11-01`. */
  readonly period: string;
  readonly used: number;
  /** First day of the first period. */
  readonly since: string;
}

export interface SharedQuota extends QuotaName {
  readonly limit: number;
  /** What is subtracted from the limit in the first period. */
  readonly offset: number;
  /** First day of the current period, `2026-11-01`. */
  readonly period: string;
}

/** Values by key for a time. While the engine is away nothing is found and nothing kept. */
export interface SharedCache {
  get(key: string): Promise<CacheLookup>;
  /** Keeps a value, replacing another one. */
  put(key: string, value: Buffer, ttlMs: number): Promise<void>;
  /** Everything that was kept before is gone, for all nodes. */
  flush(): Promise<void>;
}

export interface CacheLookup {
  readonly value?: Buffer;
  /** As `put` does for the looked-up key, unless the cache was flushed since. */
  keep(value: Buffer, ttlMs: number): Promise<void>;
}

/** A connection as other nodes know it. */
export interface SharedConnection {
  readonly id: string;
  readonly apiId: string;
  /** What is needed to run its `$disconnect` on another node, as JSON text. */
  readonly facts: string;
  /** Milliseconds after which it is over for certain. */
  readonly lifetimeMs: number;
}

export interface SharedConnections {
  /** Makes a connection of this node known to the others. */
  register(connection: SharedConnection): Promise<void>;
  /**
   * A connection of this node is over. True where this node is to run its `$disconnect`; false where another one has, which took this one for
   * dead.
   */
  release(connection: Pick<SharedConnection, 'id' | 'apiId'>): Promise<boolean>;
  /** Has the node that holds the connection do something to it. `unreachable` when that could not be settled within five seconds. */
  ask(apiId: string, id: string, operation: ConnectionOperation): Promise<ConnectionOutcome | 'unreachable'>;
}

/** What `@connections` can do to a connection. */
export type ConnectionOperation =
  | { readonly kind: 'post'; readonly text: string }
  | { readonly kind: 'get' }
  | { readonly kind: 'delete' };

export type ConnectionOutcome =
  | { readonly outcome: 'sent' | 'full' | 'gone' | 'deleted' }
  | { readonly outcome: 'described'; readonly description: Readonly<Record<string, unknown>> };

/** Rules that were added to one node and are on for all of them. */
export interface SharedDrills {
  /** Switches a rule on for the others, and for those who come later, until `endsAt` (milliseconds since the epoch) where it has an end. */
  add(drill: SharedDrill): Promise<void>;
  /** Ends a rule for all nodes; every rule, those of the configuration too, without an id. */
  end(id?: string): Promise<void>;
}

export interface SharedDrill {
  readonly id: string;
  /** The rule as JSON text. */
  readonly fault: string;
  readonly endsAt?: number;
}

/** This node, as the shared state calls back into it. */
export interface JoiningNode {
  /** Its open connections. */
  connections(): readonly SharedConnection[];
  /** Does to a connection of this node what another one asks for. */
  operate(apiId: string, id: string, operation: ConnectionOperation): ConnectionOutcome;
  /** Closes a connection whose `$disconnect` another node has run. */
  abandon(apiId: string, id: string): void;
  /** Runs the `$disconnect` of a connection whose node is gone. */
  disconnect(apiId: string, facts: string): Promise<void>;
  /** A rule is on; it may be known already. */
  drillAdded(drill: SharedDrill): void;
  /** A rule has been ended, or every rule; it may be unknown. */
  drillEnded(id: string | undefined): void;
}

/** What nodes say of themselves. */
export interface NodeDescription {
  readonly version: string;
  /** What a client needs to reach its APIs. */
  readonly apis: readonly NodeApi[];
  /** Fingerprints of what else the configuration says, by what it is. */
  readonly settings: Readonly<Record<string, string>>;
}

export interface NodeApi {
  readonly id: string;
  readonly name: string;
  readonly url: string;
  /** Of its definition. */
  readonly fingerprint: string;
}
