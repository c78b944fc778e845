import type { Position } from '../base/position.ts';

/** What a drill can make go wrong, each with what happens, and the settings that it has beside those of every drill. */
export const FAULT_KINDS = {
  latency: { does: 'the integration answers later', settings: ['milliseconds', 'jitter'] },
  throttle: { does: 'the request is throttled', settings: [] },
  timeout: { does: 'the integration times out', settings: ['milliseconds'] },
  'function-error': { does: 'the function fails', settings: ['errorType', 'errorMessage'] },
  'cold-start': { does: 'the function starts cold', settings: ['milliseconds'] },
  'malformed-result': { does: 'the function returns what API Gateway cannot read', settings: [] },
  'authorizer-failure': { does: 'the authorizer fails', settings: [] },
  'authorizer-deny': { does: 'the authorizer refuses the caller', settings: [] },
  'drop-before-head': { does: 'the connection is cut before the response', settings: [] },
  'drop-after-head': { does: 'the connection is cut in the middle of the body', settings: [] },
  'slow-body': { does: 'the body arrives slowly', settings: ['milliseconds'] },
  'websocket-drop': { does: 'the WebSocket connection is lost', settings: ['code', 'milliseconds'] },
  'websocket-half-open': { does: 'the WebSocket connection goes silent', settings: ['milliseconds'] },
  'connection-gone': { does: '@connections answers 410', settings: [] },
} as const satisfies Readonly<Record<string, { readonly does: string; readonly settings: readonly string[] }>>;

export type FaultKind = keyof typeof FAULT_KINDS;

export const FAULT_KIND_NAMES = Object.keys(FAULT_KINDS) as readonly FaultKind[];

/** Kinds that need a function behind the route. */
export const FUNCTION_FAULTS: ReadonlySet<FaultKind> = new Set(['function-error', 'cold-start', 'malformed-result']);

/** Kinds that need an authorizer on the route. */
export const AUTHORIZER_FAULTS: ReadonlySet<FaultKind> = new Set(['authorizer-failure', 'authorizer-deny']);

/** Kinds that only WebSocket APIs have. */
export const WEBSOCKET_FAULTS: ReadonlySet<FaultKind> = new Set([
  'websocket-drop',
  'websocket-half-open',
  'connection-gone',
]);

/** One rule of a drill: what goes wrong, where, how often and for how long. */
export interface Fault {
  readonly kind: FaultKind;
  /** Name of an API; every API where absent. */
  readonly api?: string;
  /** A route key: `GET /products/{id}`, `sendMessage`; every route where absent. */
  readonly route?: string;
  /** Only routes with this function behind them; for authorizer kinds, also those that it authorizes. */
  readonly function?: string;
  /** Only this WebSocket connection. */
  readonly connection?: string;
  /** Part of the exchanges that are touched, above 0 up to 1; all where absent. */
  readonly share?: number;
  /** Of the random numbers that decide the share and the jitter: the same seed makes the same decisions. */
  readonly seed?: number;
  /** Exchanges to touch; the rule ends after them. */
  readonly count?: number;
  /** Seconds until the rule ends. */
  readonly duration?: number;
  /** How long the kind's effect takes; see the kinds. */
  readonly milliseconds?: number;
  /** Milliseconds that `milliseconds` may be off in either direction. */
  readonly jitter?: number;
  /** Close code of a dropped WebSocket connection: 1006 (no close frame) or 1001. */
  readonly code?: number;
  readonly errorType?: string;
  readonly errorMessage?: string;
  readonly declaredAt?: Position;
}
