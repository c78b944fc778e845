import type { Exchange } from '../../observability/exchange.ts';
import type { Journal } from '../../observability/journal.ts';

/** Which exchange is meant; every member that is given has to match. */
export interface ExchangeFilter {
  readonly api?: string;
  /** As in the exchange: with the stage, without the query. An end of the path is enough: `/orders` matches `/dev/orders`. */
  readonly path?: string;
  readonly method?: string;
  readonly routeKey?: string;
  readonly statusCode?: number;
  /** Milliseconds after which to give up; 5,000 unless given. */
  readonly timeoutMs?: number;
}

const DEFAULT_TIMEOUT_MS = 5000;

/**
 * The newest exchange that matches; where there is none yet, the first one to come. Rejects after the time limit, naming what came instead.
 */
export function waitForExchange(journal: Journal, filter: ExchangeFilter): Promise<Exchange> {
  const found = journal.listWhole().findLast((exchange) => matches(exchange, filter));
  if (found !== undefined) return Promise.resolve(found);
  return new Promise((resolve, reject) => {
    const limit = filter.timeoutMs ?? DEFAULT_TIMEOUT_MS;
    const timer = setTimeout(() => {
      stop();
      reject(new Error(nothingCame(journal, filter, limit)));
    }, limit);
    const stop = journal.subscribe((exchange) => {
      if (!matches(exchange, filter)) return;
      clearTimeout(timer);
      stop();
      resolve(exchange);
    });
  });
}

function matches(exchange: Exchange, filter: ExchangeFilter): boolean {
  const { api, path, method, routeKey, statusCode } = filter;
  return (
    (api === undefined || exchange.api === api) &&
    (path === undefined || exchange.path === path || exchange.path.endsWith(path)) &&
    (method === undefined || exchange.method === method.toUpperCase()) &&
    (routeKey === undefined || exchange.routeKey === routeKey) &&
    (statusCode === undefined || exchange.statusCode === statusCode)
  );
}

function nothingCame(journal: Journal, filter: ExchangeFilter, limit: number): string {
  const came = journal
    .list()
    .slice(-5)
    .map(({ api, method, path, statusCode }) => `${api} ${method} ${path} ${statusCode}`);
  const instead = came.length === 0 ? 'There was none at all.' : `The last ones were: ${came.join('; ')}.`;
  return `No exchange matched ${JSON.stringify({ ...filter, timeoutMs: undefined })} within ${limit} ms. ${instead}`;
}
