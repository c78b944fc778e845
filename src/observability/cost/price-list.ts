import type { Architecture } from '../../model/definition/function.ts';

/** One step of a graduated price: `price` holds for the units up to `upTo`, then the next step begins. */
export interface Tier {
  /** Units a month that the step ends at; absent on the last step. */
  readonly upTo?: number;
  /** Dollars for `per` units. */
  readonly price: number;
}

/** A price in steps. Quantities of a month are filled into the steps in order. */
export interface Price {
  readonly tiers: readonly Tier[];
  /** How many units the dollars of a tier are for: a million requests, one GB-second. */
  readonly per: number;
  /** This figure is not published from AWS's own list: it is a recollection, or another Region's. Shown as "approximate". */
  readonly isApproximate?: boolean;
}

/** What the services cost in one Region, in dollars without tax. Evidence of every figure: docs/aws/metrics-and-pricing.md */
export interface PriceList {
  readonly region: string;
  /** The day that the figures were collected, `2026-11-30`. */
  readonly date: string;
  readonly httpRequests: Price;
  readonly restRequests: Price;
  readonly websocketMessages: Price;
  readonly connectionMinutes: Price;
  /** An hour of a REST API's cache by its size in GB, as API Gateway spells sizes. */
  readonly cacheHours: Readonly<Record<string, number>>;
  readonly isCacheApproximate?: boolean;
  readonly transferOutGb: Price;
  readonly lambdaRequests: Price;
  readonly lambdaGbSeconds: Readonly<Record<Architecture, Price>>;
  /** GB-seconds of `/tmp` above 512 MB. */
  readonly ephemeralGbSeconds: Price;
}

export const MILLION = 1_000_000;

/** A price without steps. */
export const flat = (price: number, per = 1): Price => ({ tiers: [{ price }], per });

export const approximate = (price: Price): Price => ({ ...price, isApproximate: true });

/** What a quantity of one month costs, in dollars. */
export function costOf(quantity: number, { tiers, per }: Price): number {
  let cost = 0;
  let counted = 0;
  for (const { upTo = Infinity, price } of tiers) {
    const inTier = Math.min(quantity, upTo) - counted;
    if (inTier <= 0) break;
    cost += (inTier / per) * price;
    counted += inTier;
  }
  return cost;
}
