import { approximate, flat, MILLION, type PriceList } from '../price-list.ts';
import { usEast1 } from './us-east-1.ts';

/**
 * Tokyo. The first steps of HTTP and REST requests and of data transfer are from AWS's list (September 2026); further steps, WebSocket and
 * cache are not known: recollections, or the figures of us-east-1.
 */
export const apNortheast1: PriceList = {
  ...usEast1,
  region: 'ap-northeast-1',
  httpRequests: { per: MILLION, tiers: [{ price: 1.29 }] },
  restRequests: {
    per: MILLION,
    tiers: [
      { upTo: 333 * MILLION, price: 4.25 },
      { upTo: 1000 * MILLION, price: 3.53 },
      { upTo: 20_000 * MILLION, price: 3 },
      { price: 1.91 },
    ],
  },
  websocketMessages: approximate(usEast1.websocketMessages),
  connectionMinutes: approximate(usEast1.connectionMinutes),
  isCacheApproximate: true,
  transferOutGb: { per: 1, tiers: [{ price: 0.114 }] },
  ephemeralGbSeconds: flat(0.000_000_037),
};
