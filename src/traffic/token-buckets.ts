import type { Clock } from '../model/base/clock.ts';
import type { Throttle } from '../model/definition/stage.ts';
import type { RateLimiter } from './contract.ts';

/**
 * An account's default over all its APIs in a region (docs/aws/rest-api.md#quotas, docs/aws/http-api.md#throttling): what a limit leaves
 * out.
 */
const ACCOUNT = { rate: 10_000, burst: 5_000 };
export const ACCOUNT_BUCKET = '$account';

interface Bucket {
  tokens: number;
  /** Milliseconds since the epoch when `tokens` was right. */
  at: number;
}

/**
 * Token buckets by name: `rate` tokens a second flow in, at most `burst` stay. AWS applies its limits as best effort; here they are exact.
 * A bucket is made full when first asked for. Rate or burst 0 refuses everything.
 */
export class TokenBuckets {
  readonly #clock: Clock;
  readonly #buckets = new Map<string, Bucket>();

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /**
   * Limits of one API stage; its bucket names do not meet those of others. Every request takes a token of the account as well, where the
   * account has a limit. AWS's own default is "best effort" and raised on request; one machine's front end may be faster than it.
   */
  forApi(apiId: string, stage: string, account?: Throttle): RateLimiter {
    const prefix = `${apiId}/${stage}/`;
    return {
      take: (id, limit) =>
        (limit === undefined || this.take(prefix + id, limit)) &&
        (account === undefined || this.take(ACCOUNT_BUCKET, account)),
    };
  }

  /** Every bucket is full again. */
  refill(): void {
    this.#buckets.clear();
  }

  /** Limits that the APIs of the account share. They take no token of a request. */
  forAccount(): RateLimiter {
    const prefix = `${ACCOUNT_BUCKET}/`;
    return { take: (id, limit) => limit === undefined || this.take(prefix + id, limit) };
  }

  /** Takes one token from the bucket of this name, if there is one. What a limit leaves out is the account's figure. */
  take(id: string, limit: Throttle): boolean {
    const { rate, burst } = completed(limit);
    if (rate <= 0 || burst <= 0) return false;
    const now = this.#clock.now();
    const bucket = this.#buckets.get(id);
    if (bucket === undefined) {
      this.#buckets.set(id, { tokens: burst - 1, at: now });
      return true;
    }
    const tokens = Math.min(burst, bucket.tokens + (Math.max(0, now - bucket.at) * rate) / 1000);
    bucket.at = now;
    bucket.tokens = tokens >= 1 ? tokens - 1 : tokens;
    return tokens >= 1;
  }
}

/** A limit with the account's figures for what it leaves out. */
export function completed({ rate = ACCOUNT.rate, burst = ACCOUNT.burst }: Throttle): Required<Throttle> {
  return { rate, burst };
}
