import { approximate, flat, MILLION, type PriceList } from '../price-list.ts';
import { usEast1 } from './us-east-1.ts';

/** Seoul. WebSocket messages and Lambda are from AWS's lists; the rest of API Gateway is approximate. */
export const apNortheast2: PriceList = {
  ...usEast1,
  region: 'ap-northeast-2',
  httpRequests: approximate({ per: MILLION, tiers: [{ upTo: 300 * MILLION, price: 1.23 }, { price: 1.11 }] }),
  restRequests: approximate({
    per: MILLION,
    tiers: [
      { upTo: 333 * MILLION, price: 3.5 },
      { upTo: 1000 * MILLION, price: 3.19 },
      { upTo: 20_000 * MILLION, price: 2.71 },
      { price: 1.72 },
    ],
  }),
  websocketMessages: { per: MILLION, tiers: [{ upTo: 1000 * MILLION, price: 1.14 }, { price: 0.94 }] },
  connectionMinutes: approximate(flat(0.285, MILLION)),
  isCacheApproximate: true,
  transferOutGb: approximate(flat(0.126)),
  ephemeralGbSeconds: flat(0.000_000_035_2),
};
