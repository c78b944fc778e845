import type { ExchangeRecord, ExchangeSummary } from '../../../observability/record/exchange-record.ts';
import { encode, type Failure, get } from '../live/api.ts';
import { go, link } from '../live/address.ts';
import { store } from '../live/store.ts';
import { clockTime } from '../parts/format.ts';
import { MenuButton } from '../parts/menu-button.tsx';
import { copy, say } from '../parts/toast.tsx';
import { asCurl } from './copy-as/curl.ts';
import { asFetch } from './copy-as/fetch.ts';
import { asFixture } from './copy-as/fixture.ts';
import { asVitest } from './copy-as/vitest.ts';

/** The request as text for somewhere else. A WebSocket message has no request: only a test can send it. */
export function CopyAs({ exchange }: { readonly exchange: ExchangeRecord }) {
  const { request, method, event, apiType, detail } = exchange;
  const isMessage = detail === undefined && apiType === 'websocket' && method === 'MESSAGE';
  if (request === undefined && !isMessage) return null;
  const origin = originOf(exchange);
  const isPlain = request !== undefined && apiType !== 'websocket';
  return (
    <MenuButton
      label="Copy as"
      shortcut="c"
      items={[
        ...(request === undefined
          ? []
          : [{ label: 'curl', run: () => void copy(asCurl(exchange, origin), 'The curl command') }]),
        ...(isPlain ? [{ label: 'fetch', run: () => void copy(asFetch(exchange, origin), 'The fetch call') }] : []),
        { label: 'vitest test', run: () => void copyTest(exchange) },
        ...(event === undefined
          ? []
          : [{ label: 'fixture (event as JSON)', run: () => void copy(asFixture(exchange), 'The event') }]),
      ]}
    />
  );
}

/** A message is sent on a connection like its own, so that the handshake belongs to its test. */
async function copyTest(exchange: ExchangeRecord): Promise<void> {
  const { method, connectionId } = exchange;
  const opening =
    method === 'MESSAGE'
      ? store.exchanges.find((one) => one.connectionId === connectionId && one.method === 'CONNECT')
      : undefined;
  try {
    const handshake = opening && (await get<ExchangeRecord>(`exchanges/${encode(opening.id)}`));
    await copy(asVitest(exchange, prefixOf(exchange), handshake), 'The test');
  } catch (error) {
    say((error as Failure).message);
  }
}

export function originOf(exchange: Pick<ExchangeRecord, 'api'>): string {
  return urlOf(exchange)?.origin.replace(/^ws/, 'http') ?? 'http://127.0.0.1:3000';
}

/** What paths of the API begin with: its stage. */
function prefixOf(exchange: ExchangeRecord): string {
  return urlOf(exchange)?.pathname.replace(/\/$/, '') ?? '';
}

function urlOf({ api }: Pick<ExchangeRecord, 'api'>): URL | undefined {
  const url = store.state?.apis.find(({ name }) => name === api)?.url;
  return url === undefined || url === '' ? undefined : new URL(url);
}

/** The same request before the last reload first, then exchanges of the same route, the newest first. */
export function Compare({ exchange }: { readonly exchange: ExchangeRecord }) {
  const others = store.exchanges
    .filter(
      ({ id, api, routeKey, method, detail }) =>
        detail === undefined &&
        id !== exchange.id &&
        api === exchange.api &&
        routeKey === exchange.routeKey &&
        method === exchange.method,
    )
    .toReversed();
  const before = others.find((other) => isBeforeReload(other, exchange));
  const listed = [...(before === undefined ? [] : [before]), ...others.filter((one) => one !== before).slice(0, 10)];
  if (listed.length === 0) return null;
  return (
    <MenuButton
      label="Compare"
      items={listed.map((other) => ({
        label: `${other === before ? 'Before the reload: ' : ''}${clockTime(other.startedAt)}  ${other.statusCode}  ${other.path}`,
        run: () => go(link('compare', [other.id, exchange.id])),
      }))}
    />
  );
}

function isBeforeReload({ path, query, startedAt }: ExchangeSummary, exchange: ExchangeRecord): boolean {
  const at = store.state?.reload?.at;
  return (
    at !== undefined && startedAt < at && exchange.startedAt >= at && path === exchange.path && query === exchange.query
  );
}
