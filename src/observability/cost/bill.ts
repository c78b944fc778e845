import type { Architecture } from '../../model/definition/function.ts';
import type { MeteredUsage } from './metered-usage.ts';
import { costOf, MILLION, type Price, type PriceList } from './price-list.ts';

/** One line of a bill. */
export interface BillItem {
  /** `http`, `rest`, `websocket`, `lambda`, `transfer`. */
  readonly service: string;
  readonly item: string;
  /** In AWS's own units, before the free tier is taken off. */
  readonly quantity: number;
  readonly unit: string;
  /** Of the quantity, what the free tier covers. */
  readonly free: number;
  /** Dollars, not rounded. */
  readonly cost: number;
  /** The price is not from AWS's list. */
  readonly approximate?: boolean;
}

export interface Bill {
  readonly region: string;
  /** The day of the price list. */
  readonly pricesOf: string;
  readonly freeTier: boolean;
  readonly currency: 'USD';
  readonly items: readonly BillItem[];
  readonly total: number;
}

/**
 * A month's free part. Of API Gateway: accounts opened before 15 July 2025, in their first twelve months. Of Lambda: every account.
 * The cache of a REST API is never free. https://aws.amazon.com/api-gateway/pricing/ https://aws.amazon.com/lambda/pricing/
 */
const FREE = {
  httpRequests: MILLION,
  restRequests: MILLION,
  websocketMessages: MILLION,
  connectionMinutes: 750_000,
  lambdaRequests: MILLION,
  lambdaGbSeconds: 400_000,
  transferOutGb: 100,
};

/** What a month's usage costs by a Region's list. Items that were not used are not listed. */
export function billOf(usage: MeteredUsage, list: PriceList, freeTier: boolean): Bill {
  const items = [...gatewayItems(usage, list, freeTier), ...lambdaItems(usage, list, freeTier)];
  if (usage.transferOutGb > 0) {
    const free = freeTier ? FREE.transferOutGb : 0;
    items.push(line('transfer', 'data transfer out', 'GB', usage.transferOutGb, free, list.transferOutGb));
  }
  const total = items.reduce((sum, { cost }) => sum + cost, 0);
  return { region: list.region, pricesOf: list.date, freeTier, currency: 'USD', items, total };
}

function gatewayItems(usage: MeteredUsage, list: PriceList, freeTier: boolean): BillItem[] {
  const free = (name: keyof typeof FREE): number => (freeTier ? FREE[name] : 0);
  const items = [
    line('http', 'requests', 'requests of 512 KB', usage.httpRequests, free('httpRequests'), list.httpRequests),
    line('rest', 'requests', 'requests', usage.restRequests, free('restRequests'), list.restRequests),
    ...usage.caches.map(({ sizeGb, hours }) => cacheItem(sizeGb, hours, list)),
    line(
      'websocket',
      'messages',
      'messages of 32 KB',
      usage.websocketMessages,
      free('websocketMessages'),
      list.websocketMessages,
    ),
    line(
      'websocket',
      'connection minutes',
      'minutes',
      usage.connectionMinutes,
      free('connectionMinutes'),
      list.connectionMinutes,
    ),
  ];
  return items.filter(({ quantity }) => quantity > 0);
}

function cacheItem(sizeGb: string, hours: number, list: PriceList): BillItem {
  const cost = hours * (list.cacheHours[sizeGb] ?? 0);
  const item = { service: 'rest', item: `cache of ${sizeGb} GB`, quantity: hours, unit: 'hours', free: 0, cost };
  return list.isCacheApproximate === true ? { ...item, approximate: true } : item;
}

/** The free tier is shared by both architectures; it is taken off in the order of the usage. */
function lambdaItems(usage: MeteredUsage, list: PriceList, freeTier: boolean): BillItem[] {
  let freeSeconds = freeTier ? FREE.lambdaGbSeconds : 0;
  const requests = usage.lambda.reduce((sum, one) => sum + one.requests, 0);
  const items = [
    line('lambda', 'requests', 'requests', requests, freeTier ? FREE.lambdaRequests : 0, list.lambdaRequests),
  ];
  for (const architecture of ['x86_64', 'arm64'] satisfies Architecture[]) {
    const seconds = usage.lambda
      .filter((one) => one.architecture === architecture)
      .reduce((sum, one) => sum + one.gbSeconds, 0);
    const price = list.lambdaGbSeconds[architecture];
    items.push(line('lambda', `duration (${architecture})`, 'GB-seconds', seconds, freeSeconds, price));
    freeSeconds = Math.max(0, freeSeconds - seconds);
  }
  const ephemeral = usage.lambda.reduce((sum, one) => sum + one.ephemeralGbSeconds, 0);
  items.push(line('lambda', 'ephemeral storage', 'GB-seconds', ephemeral, 0, list.ephemeralGbSeconds));
  return items.filter(({ quantity }) => quantity > 0);
}

function line(service: string, item: string, unit: string, quantity: number, free: number, price: Price): BillItem {
  const covered = Math.min(free, quantity);
  const entry = { service, item, quantity, unit, free: covered, cost: costOf(quantity - covered, price) };
  return price.isApproximate === true ? { ...entry, approximate: true } : entry;
}
