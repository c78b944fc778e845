import { flat, MILLION, type PriceList } from '../price-list.ts';

const BILLION = 1000 * MILLION;
const TB = 1024;

/** AWS's price lists of API Gateway (effective July 2025) and Lambda (October 2025): docs/aws/metrics-and-pricing.md */
export const usEast1: PriceList = {
  region: 'us-east-1',
  date: '2026-11-30',
  httpRequests: { per: MILLION, tiers: [{ upTo: 300 * MILLION, price: 1 }, { price: 0.9 }] },
  restRequests: {
    per: MILLION,
    tiers: [
      { upTo: 333 * MILLION, price: 3.5 },
      { upTo: BILLION, price: 2.8 },
      { upTo: 20 * BILLION, price: 2.38 },
      { price: 1.51 },
    ],
  },
  websocketMessages: { per: MILLION, tiers: [{ upTo: BILLION, price: 1 }, { price: 0.8 }] },
  connectionMinutes: flat(0.25, MILLION),
  cacheHours: {
    '0.5': 0.02,
    '1.6': 0.038,
    '6.1': 0.2,
    '13.5': 0.25,
    '28.4': 0.5,
    '58.2': 1,
    '118': 1.9,
    '237': 3.8,
  },
  transferOutGb: {
    per: 1,
    tiers: [
      { upTo: 10 * TB, price: 0.09 },
      { upTo: 50 * TB, price: 0.085 },
      { upTo: 150 * TB, price: 0.07 },
      { price: 0.05 },
    ],
  },
  lambdaRequests: flat(0.2, MILLION),
  lambdaGbSeconds: {
    x86_64: {
      per: 1,
      tiers: [
        { upTo: 6 * BILLION, price: 0.000_016_666_7 },
        { upTo: 15 * BILLION, price: 0.000_015 },
        { price: 0.000_013_333_4 },
      ],
    },
    arm64: {
      per: 1,
      tiers: [
        { upTo: 7.5 * BILLION, price: 0.000_013_333_4 },
        { upTo: 18.75 * BILLION, price: 0.000_012_000_1 },
        { price: 0.000_010_666_7 },
      ],
    },
  },
  ephemeralGbSeconds: flat(0.000_000_030_9),
};
