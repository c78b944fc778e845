import { type Bill, billOf } from './bill.ts';
import type { MeteredUsage } from './metered-usage.ts';
import type { PriceList } from './price-list.ts';

/** What one API or function has of a bill. */
export interface Share {
  readonly of: 'api' | 'function';
  readonly name: string;
  /** Dollars, not rounded. All shares together are the bill's total. */
  readonly cost: number;
}

/**
 * Splits a bill by what each part has used: tiers and the free tier count for an account as a whole, so that each part has its share of an
 * item's cost by quantity.
 */
export function apportioned(
  bill: Bill,
  parts: readonly { readonly of: Share['of']; readonly name: string; readonly usage: MeteredUsage }[],
  list: PriceList,
): Share[] {
  const rates = new Map<string, { quantity: number; cost: number }>();
  for (const { service, item, quantity, cost } of bill.items) {
    const key = `${service} ${item}`;
    const before = rates.get(key) ?? { quantity: 0, cost: 0 };
    rates.set(key, { quantity: before.quantity + quantity, cost: before.cost + cost });
  }
  return parts.map(({ of, name, usage }) => {
    let cost = 0;
    for (const { service, item, quantity } of billOf(usage, list, false).items) {
      const rate = rates.get(`${service} ${item}`);
      if (rate !== undefined && rate.quantity > 0) cost += (rate.cost / rate.quantity) * quantity;
    }
    return { of, name, cost };
  });
}
