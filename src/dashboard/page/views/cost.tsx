import { useState } from 'preact/hooks';
import type { Share } from '../../../observability/cost/apportion.ts';
import type { Bill } from '../../../observability/cost/bill.ts';
import { setQuery, useAddress } from '../live/address.ts';
import { useStore } from '../live/store.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { bytes, count, dollars, fewDigits } from '../parts/format.ts';
import { FailureNotice } from '../parts/notice.tsx';

interface CostFacts extends Bill {
  readonly regions: readonly string[];
  readonly chargedRequests: number;
  readonly shares: readonly Share[];
  readonly asHttp: Bill;
  readonly asRest: Bill;
}

/** As AWS calls them. */
const SERVICES: Readonly<Record<string, string>> = {
  http: 'HTTP',
  rest: 'REST',
  websocket: 'WebSocket',
  lambda: 'Lambda',
  transfer: 'Transfer',
};

/** What the session's traffic costs on AWS at a monthly volume, item by item, and as the other type of API. */
export function Cost() {
  const { total } = useStore();
  const { query } = useAddress();
  const [volume, setVolume] = useState(query['volume'] ?? '10000000');
  const freeTier = query['free'] === '1';
  const search = new URLSearchParams({
    requests: `${volume}/month`,
    ...(query['region'] === undefined ? {} : { region: query['region'] }),
    ...(freeTier ? { freeTier: 'true' } : {}),
  });
  const session = useEndpoint<{ cost: CostFacts }>('cost', total);
  const asked = (session.value?.cost.chargedRequests ?? 0) > 0;
  const month = useEndpoint<{ cost: CostFacts }>(asked ? `cost?${search.toString()}` : undefined, total);
  const bill = month.value?.cost;
  return (
    <section class="pane" aria-label="Cost" tabIndex={0}>
      {month.failure === undefined ? null : <FailureNotice failure={month.failure} what="The cost" />}
      <div class="sec">
        <header>
          <h2>What this traffic costs on AWS</h2>
        </header>
        {asked ? (
          <>
            <div class="subbar">
              <span class="figure">${dollars(bill?.total ?? 0)}</span>
              <label class="mid" for="volume">
                a month at
              </label>
              <input
                id="volume"
                class="num count"
                inputMode="numeric"
                value={volume}
                onInput={(event) => setVolume(event.currentTarget.value.replaceAll(/\D/g, '') || '1')}
              />
              <span class="mid">requests</span>
            </div>
            <input
              type="range"
              aria-label="Requests a month"
              min="4"
              max="10"
              step="0.1"
              value={Math.log10(Number(volume) || 1)}
              aria-valuetext={`${count(Number(volume))} requests a month`}
              onInput={(event) => setVolume(String(Math.round(10 ** Number(event.currentTarget.value))))}
            />
            <div class="axis-labels dim">
              <span>10 k</span>
              <span>1 M</span>
              <span>100 M</span>
              <span>10 B</span>
            </div>
          </>
        ) : (
          <p class="mid">No request yet that AWS would charge for.</p>
        )}
        <div class="subbar gap-top">
          <select
            aria-label="Region"
            value={session.value?.cost.region}
            onChange={(event) => setQuery({ region: event.currentTarget.value })}
          >
            {(session.value?.cost.regions ?? []).map((region) => (
              <option key={region}>{region}</option>
            ))}
          </select>
          <label class="st mid">
            <input
              type="checkbox"
              checked={freeTier}
              onChange={(event) => setQuery({ free: event.currentTarget.checked ? '1' : '' })}
            />{' '}
            free tier
          </label>
          <span class="dim">price lists of {bill?.pricesOf ?? session.value?.cost.pricesOf}</span>
        </div>
      </div>
      {bill === undefined ? null : (
        <>
          <div class="sec">
            <table class="flush">
              <thead>
                <tr>
                  <th>Service</th>
                  <th>Item</th>
                  <th class="num">Seen</th>
                  <th class="num">USD a month</th>
                </tr>
              </thead>
              <tbody>
                {bill.items.map(({ service, item, cost, approximate }) => (
                  <tr key={`${service} ${item}`}>
                    <td>{SERVICES[service] ?? service}</td>
                    <td>{item}</td>
                    <td class="num mid">
                      {seen(session.value?.cost.items.find((one) => one.service === service && one.item === item))}
                    </td>
                    <td class="num">
                      {approximate === true ? '≈ ' : ''}
                      {dollars(cost)}
                    </td>
                  </tr>
                ))}
                <tr class="sum">
                  <td colSpan={3}>
                    Total <span class="dim">{bill.freeTier ? 'with the free tier' : 'without free tier'}</span>
                  </td>
                  <td class="num">{dollars(bill.total)}</td>
                </tr>
              </tbody>
            </table>
          </div>
          <Shares shares={bill.shares} total={bill.total} />
          <div class="sec">
            <header>
              <h3>The same traffic as the other type</h3>
              <span class="dim">USD a month, everything</span>
            </header>
            <table class="flush">
              <tbody>
                <Other
                  name="all as HTTP APIs"
                  total={bill.asHttp.total}
                  now={bill.total}
                  most={Math.max(bill.asHttp.total, bill.asRest.total)}
                />
                <Other
                  name="all as REST APIs"
                  total={bill.asRest.total}
                  now={bill.total}
                  most={Math.max(bill.asHttp.total, bill.asRest.total)}
                />
              </tbody>
            </table>
          </div>
        </>
      )}
      <div class="sec">
        <dl class="kv">
          <dt>Not in it</dt>
          <dd>other AWS services, CloudWatch logs, detailed metrics, tax</dd>
        </dl>
      </div>
    </section>
  );
}

/** What each API and each function has of the bill, the dearest first. */
function Shares({ shares, total }: { readonly shares: readonly Share[]; readonly total: number }) {
  const used = shares.filter(({ cost }) => cost > 0).toSorted((one, other) => other.cost - one.cost);
  return (
    <div class="sec">
      <header>
        <h3>By API and function</h3>
        <span class="dim">USD a month</span>
      </header>
      <table class="flush">
        <tbody>
          {used.map(({ of, name, cost }) => (
            <tr key={`${of} ${name}`}>
              <td class="mid">{of === 'api' ? 'API' : 'function'}</td>
              <td class="full">{name}</td>
              <td class="num mid">{total === 0 ? '–' : `${((cost / total) * 100).toFixed(0)} %`}</td>
              <td class="num">{dollars(cost)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What the session has used, with its unit where the item's name does not say it. */
function seen(item: Bill['items'][number] | undefined): string {
  if (item === undefined) return '0';
  const { quantity, unit } = item;
  if (unit === 'GB') return bytes(Math.round(quantity * 1024 ** 3));
  const short = unit === 'GB-seconds' ? ' GB-s' : unit === 'hours' ? ' h' : '';
  return `${quantity > 0 && quantity < 0.01 ? fewDigits(quantity) : count(quantity)}${short}`;
}

function Other({
  name,
  total,
  now,
  most,
}: {
  readonly name: string;
  readonly total: number;
  readonly now: number;
  readonly most: number;
}) {
  const difference = total - now;
  return (
    <tr>
      <td class="nowrap">{name}</td>
      <td class="full">
        <svg class="meter" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
          <rect class="bg" width="100" height="6" />
          <rect class="fg" width={most === 0 ? 0 : ((total / most) * 100).toFixed(1)} height="6" />
        </svg>
      </td>
      <td class="num">
        {dollars(total)}{' '}
        <span class="dim">
          {Math.abs(difference) < 0.005 ? 'the same' : `${difference > 0 ? '+' : '−'}${dollars(Math.abs(difference))}`}
        </span>
      </td>
    </tr>
  );
}
