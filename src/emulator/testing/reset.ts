/** What `emulator.reset` puts back. */
export interface ResetParts {
  /** Forgets the exchanges, logs and metrics. */
  readonly journal?: boolean;
  /** Nothing is used of any quota. */
  readonly quotas?: boolean;
  /** Every throttle lets its whole burst pass again. */
  readonly throttles?: boolean;
  /** Forgets the results of authorizers, the keys of issuers, and cached REST responses. */
  readonly caches?: boolean;
  /** Closes every WebSocket connection with 1001 and waits for its `$disconnect`. */
  readonly connections?: boolean;
  /** Gives every function new environments: what modules keep in memory is gone, and the next invocation is a cold start. */
  readonly functions?: boolean;
  /** Ends every drill. */
  readonly faults?: boolean;
  /** Undoes every `mock` and `mockBackend`. */
  readonly mocks?: boolean;
}

export type ResetPart = keyof ResetParts;

/** In the order in which they are put back: a connection that closes still leaves an exchange, and still meets the mocks. */
const PARTS: readonly ResetPart[] = [
  'connections',
  'functions',
  'throttles',
  'caches',
  'quotas',
  'faults',
  'mocks',
  'journal',
];

/**
 * Everything without an argument; with some members `true`, those alone; with nothing but members that are `false`, everything but those. An
 * unknown member throws a `TypeError`.
 */
export function partsToReset(parts: ResetParts = {}): ResetPart[] {
  const unknown = Object.keys(parts).find((name) => !PARTS.includes(name as ResetPart));
  if (unknown !== undefined) throw new TypeError(`reset has no part "${unknown}". It has ${PARTS.join(', ')}.`);
  const named = PARTS.filter((part) => parts[part] === true);
  return named.length > 0 ? named : PARTS.filter((part) => parts[part] !== false);
}
