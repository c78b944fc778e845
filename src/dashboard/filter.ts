import type { Exchange } from '../observability/exchange.ts';
import { isFailed } from '../observability/record/exchange-record.ts';
import { Refused } from './endpoint.ts';
import type { UnderWaySummary } from './under-way.ts';

/** Which exchanges are wanted. */
export interface ExchangeFilter {
  readonly api?: string;
  /** `404`, `5xx`. */
  readonly statuses?: readonly string[];
  readonly functionName?: string;
  /** Lower case. */
  readonly text?: string;
  readonly failed: boolean;
  readonly connection?: string;
  readonly limit?: number;
}

/** Reads the filters of a query string. Refuses what is no status and no number. */
export function readFilter(query: Readonly<Record<string, string>>): ExchangeFilter {
  const { api, status, text, connection } = query;
  const statuses = status === undefined || status === '' ? undefined : status.toLowerCase().split(',');
  const wrong = statuses?.find((one) => !/^[1-5](?:xx|\d\d)$/.test(one));
  if (wrong !== undefined) throw new Refused(400, `status: "${wrong}" is no status; 404 and 5xx are.`);
  const limit = readCount(query['limit'], 'limit');
  return {
    ...(api === undefined || api === '' ? {} : { api }),
    ...(statuses === undefined ? {} : { statuses }),
    ...(query['function'] === undefined || query['function'] === '' ? {} : { functionName: query['function'] }),
    ...(text === undefined || text === '' ? {} : { text: text.toLowerCase() }),
    ...(connection === undefined || connection === '' ? {} : { connection }),
    failed: query['failed'] === 'true',
    ...(limit === undefined ? {} : { limit }),
  };
}

/** A whole number of a query parameter; refuses anything else. */
export function readCount(text: string | undefined, name: string): number | undefined {
  if (text === undefined || text === '') return undefined;
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Refused(400, `${name}: "${text}" is no whole number.`);
}

export function matches(exchange: Exchange, filter: ExchangeFilter): boolean {
  const { api, statuses, functionName, text, failed, connection } = filter;
  if (api !== undefined && exchange.api !== api) return false;
  if (functionName !== undefined && exchange.target !== functionName) return false;
  if (connection !== undefined && exchange.connection?.id !== connection) return false;
  const status = String(exchange.statusCode);
  if (statuses !== undefined && !statuses.some((one) => one === status || one === `${status[0]}xx`)) return false;
  if (failed && !isFailed(exchange)) return false;
  return text === undefined || shownText(exchange).includes(text);
}

/** Whether a request that has not ended fits: nothing is known of its status. */
export function matchesUnderWay(
  call: UnderWaySummary,
  { api, statuses, functionName, text, failed, connection }: ExchangeFilter,
): boolean {
  if (statuses !== undefined || failed) return false;
  if (api !== undefined && call.api !== api) return false;
  if (functionName !== undefined && call.target !== functionName) return false;
  if (connection !== undefined && call.connectionId !== connection) return false;
  const { id, method, path, query, routeKey, target } = call;
  return text === undefined || [id, method, path, query, routeKey, target].join(' ').toLowerCase().includes(text);
}

function shownText(exchange: Exchange): string {
  const { id, method, path, request, routeKey, target, reason, message, onlyLine } = exchange;
  return [
    id,
    method,
    path,
    onlyLine?.query ?? request?.rawQuery,
    routeKey,
    target,
    exchange.statusCode,
    reason,
    message,
  ]
    .join(' ')
    .toLowerCase();
}
