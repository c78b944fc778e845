import type { PriceList } from '../price-list.ts';
import { apNortheast1 } from './ap-northeast-1.ts';
import { apNortheast2 } from './ap-northeast-2.ts';
import { euWest1 } from './eu-west-1.ts';
import { usEast1 } from './us-east-1.ts';

const LISTS = [usEast1, euWest1, apNortheast1, apNortheast2];

/** Regions with a price list. */
export const pricedRegions: readonly string[] = LISTS.map(({ region }) => region);

/** The list of a Region, or `undefined` when there is none: a price of another Region would be a guess. */
export function priceListOf(region: string): PriceList | undefined {
  return LISTS.find((list) => list.region === region);
}
