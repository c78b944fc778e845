import { approximate, flat, MILLION, type PriceList } from '../price-list.ts';
import { usEast1 } from './us-east-1.ts';

/** Ireland. No copy of API Gateway's list was found, so its figures are approximate; Lambda's are from its list. */
export const euWest1: PriceList = {
  ...usEast1,
  region: 'eu-west-1',
  httpRequests: approximate({ per: MILLION, tiers: [{ upTo: 300 * MILLION, price: 1.11 }, { price: 1 }] }),
  restRequests: approximate(usEast1.restRequests),
  websocketMessages: approximate({ per: MILLION, tiers: [{ upTo: 1000 * MILLION, price: 1.14 }, { price: 0.94 }] }),
  connectionMinutes: approximate(flat(0.285, MILLION)),
  isCacheApproximate: true,
  transferOutGb: approximate(usEast1.transferOutGb),
  ephemeralGbSeconds: flat(0.000_000_034),
};
