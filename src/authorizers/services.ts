import type { Credential } from '../model/definition/authorizer.ts';
import type { Clock } from '../model/base/clock.ts';
import type { LambdaInvoker } from '../model/lambda/invocation.ts';
import type { SharedCache } from '../shared-state/contract.ts';
import type { LocalIssuer } from './local-issuer/local-issuer.ts';

/** What authorizers need of the rest of the house. */
export interface AuthorizerServices {
  readonly region: string;
  /** Twelve digits. */
  readonly accountId: string;
  readonly lambda: LambdaInvoker;
  /** Who may sign requests. */
  readonly credentials: readonly Credential[];
  /** The issuer that `local` names; `undefined` refuses its tokens. */
  readonly localIssuer: LocalIssuer | undefined;
  readonly clock: Clock;
  /** A sentence for the developer. */
  readonly warn: (message: string) => void;
  /** Fetches a JSON document of an identity provider; over the network unless given. */
  readonly fetchJson?: FetchJson;
  /** A cache of all emulators that share a state, by what it holds of this deployment; absent where there are no others. */
  readonly sharedCache?: (what: string) => SharedCache;
  /**
   * Compiles an identity validation expression, Java's dialect, into a test of the whole text. JavaScript's own regular expressions stand in
   * where absent.
   */
  readonly javaMatches?: (pattern: string) => (text: string) => boolean;
}

/** Rejects when the document is not there in time, is too large, or is not JSON. */
export type FetchJson = (url: string, limits: FetchLimits) => Promise<unknown>;

export interface FetchLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}
