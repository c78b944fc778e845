import type { ExchangeSummary } from '../../../../observability/record/exchange-record.ts';
import type { UnderWay } from '../../live/store.ts';
import { isExpected } from '../../parts/expected.ts';

/** One line of the list: an exchange, or an event below its WebSocket connection. */
export interface Row {
  readonly exchange: ExchangeSummary;
  /** It stands below its connection. */
  readonly isSub: boolean;
  /** A connection with events below it: how many. */
  readonly events: number;
  readonly isUnfolded: boolean;
  /** It has not ended: what stands in `exchange` of its status and its times is nothing yet. */
  readonly underWay?: UnderWay;
}

const NO_TIME = { total: 0, gateway: 0, authorizer: 0, coldStart: 0, handler: 0, integration: 0 };

/** The lines of what has not ended, the newest first. */
export function underWayRows(calls: readonly UnderWay[], words: readonly string[]): Row[] {
  return calls
    .map((call) => ({ call, exchange: asSummary(call) }))
    .filter(({ exchange }) => words.every((word) => word === 'is:running' || matchesWord(exchange, word)))
    .map(({ call, exchange }) => ({ exchange, isSub: false, events: 0, isUnfolded: false, underWay: call }))
    .toReversed();
}

function asSummary(call: UnderWay): ExchangeSummary {
  const { id, api, apiType, startedAt, method, path, query, routeKey, target, connectionId } = call;
  return {
    id,
    api,
    apiType,
    startedAt,
    method,
    path,
    durationMs: 0,
    statusCode: 0,
    failed: false,
    coldStart: false,
    ...(query === undefined ? {} : { query }),
    ...(routeKey === undefined ? {} : { routeKey }),
    ...(target === undefined ? {} : { target }),
    ...(connectionId === undefined ? {} : { connectionId }),
    timings: NO_TIME,
  };
}

/** What the filter asks for: words that must all be there, some of them for one member: `api:shop status:5xx fn:page kind:rest`. */
function matchesFilter(exchange: ExchangeSummary, words: readonly string[]): boolean {
  return words.every((word) => matchesWord(exchange, word));
}

export function filterWords(query: Readonly<Record<string, string>>): string[] {
  const { q = '', status, failed, api, fn } = query;
  return [
    ...q
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== ''),
    ...(status === undefined ? [] : [`status:${status}`]),
    ...(failed === '1' ? ['is:failed'] : []),
    ...(api === undefined ? [] : [`api:${api.toLowerCase()}`]),
    ...(fn === undefined ? [] : [`fn:${fn.toLowerCase()}`]),
  ];
}

function matchesWord(exchange: ExchangeSummary, word: string): boolean {
  const { api, apiType, statusCode, target = '', failed, coldStart, faults = [] } = exchange;
  const [, name, value = ''] = /^(api|status|fn|kind|is|drill):(.*)$/.exec(word) ?? [];
  switch (name) {
    case 'api':
      return api.toLowerCase() === value;
    case 'status':
      return value === String(statusCode) || value === `${Math.floor(statusCode / 100)}xx`;
    case 'fn':
      return target.toLowerCase() === value;
    case 'kind':
      return apiType === value;
    case 'is':
      return isSo(value, failed && !isExpected(statusCode), coldStart, faults.length > 0);
    case 'drill':
      return faults.some(({ id, kind }) => id === value || kind === value);
    default:
      return `${exchange.method} ${exchange.path}?${exchange.query ?? ''} ${statusCode} ${target} ${exchange.routeKey ?? ''} ${exchange.reason ?? ''} ${exchange.id}`
        .toLowerCase()
        .includes(word);
  }
}

function isSo(value: string, failed: boolean, coldStart: boolean, isDrilled: boolean): boolean {
  if (value === 'failed') return failed;
  return value === 'cold' ? coldStart : value === 'drill' && isDrilled;
}

/** Connections with more events than these are folded until they are asked for. */
const UNFOLDED_AT_FIRST = 8;

/** The lines of the list, newest first. Events of a connection stand below its handshake; `toggled` are those that were folded by hand. */
export function listRows(
  exchanges: readonly ExchangeSummary[],
  words: readonly string[],
  toggled: ReadonlySet<string>,
): Row[] {
  const connections = new Map<string, ExchangeSummary[]>();
  const rows: Row[] = [];
  const wanted = words.length === 0 ? exchanges : exchanges.filter((exchange) => matchesFilter(exchange, words));
  const shown = new Set(
    wanted.flatMap(({ method, connectionId }) =>
      method === 'CONNECT' && connectionId !== undefined ? [connectionId] : [],
    ),
  );
  for (let index = wanted.length - 1; index >= 0; index -= 1) {
    const exchange = wanted[index];
    if (exchange === undefined) continue;
    const { connectionId, method } = exchange;
    if (connectionId === undefined || !shown.has(connectionId)) {
      rows.push({ exchange, isSub: false, events: 0, isUnfolded: false });
      continue;
    }
    if (method !== 'CONNECT') {
      const events = connections.get(connectionId);
      if (events === undefined) connections.set(connectionId, [exchange]);
      else events.push(exchange);
      continue;
    }
    const events = connections.get(connectionId) ?? [];
    const isUnfolded = events.length > 0 && events.length <= UNFOLDED_AT_FIRST !== toggled.has(connectionId);
    rows.push({ exchange, isSub: false, events: events.length, isUnfolded });
    if (isUnfolded)
      for (const event of events) rows.push({ exchange: event, isSub: true, events: 0, isUnfolded: false });
  }
  return rows;
}
