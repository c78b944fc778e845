import { AskingButton } from '../live/asking-button.tsx';
import { useState } from 'preact/hooks';
import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';
import { encode, type Failure, post } from '../live/api.ts';
import { go, link, readAddress, setQuery, useAddress } from '../live/address.ts';
import { useStore } from '../live/store.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { clockTime, kindName } from '../parts/format.ts';
import { FailureNotice, Loading, Notice } from '../parts/notice.tsx';
import { Frame, SourceLink } from '../parts/source.tsx';
import { Status, statusText } from '../parts/status.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { visible } from '../parts/visible.ts';
import { download, say } from '../parts/toast.tsx';
import { Compare, CopyAs } from './menus.tsx';
import { CloseLink } from './close-link.tsx';
import { asFixture } from './copy-as/fixture.ts';
import { exchangeTabs } from './exchange-tabs.tsx';
import { UnderWayPane } from './under-way.tsx';
import { Waterfall } from './waterfall.tsx';

/** One exchange beside the list: what happened, stage by stage, and what can be done with it. */
export function ExchangePane({ id }: { readonly id: string }) {
  const { underWay } = useStore();
  const call = underWay.find((one) => one.id === id);
  const { value, failure } = useEndpoint<ExchangeRecord>(call === undefined ? `exchanges/${encode(id)}` : undefined);
  if (call !== undefined) return <UnderWayPane call={call} />;
  if (failure !== undefined) {
    return (
      <section class="pane flexcol" aria-label="Exchange">
        <h1 class="sr">Exchange</h1>
        <FailureNotice failure={failure} what="The exchange" />
        <p class="blank">
          <a href={link('requests', [], readAddress().query)}>Back to the list</a>
        </p>
      </section>
    );
  }
  return (
    <section class="pane flexcol" aria-label="Exchange">
      {value === undefined ? <Loading what="the exchange" /> : <Exchange exchange={value} />}
    </section>
  );
}

function Exchange({ exchange }: { readonly exchange: ExchangeRecord }) {
  const { query } = useAddress();
  const [reveals, setReveals] = useState(false);
  const tabs = exchangeTabs(exchange, reveals, () => setReveals(!reveals));
  return (
    <>
      <Head exchange={exchange} />
      <Light exchange={exchange} />
      <Drilled exchange={exchange} />
      <Why exchange={exchange} />
      {exchange.stages.length === 0 ? null : <Waterfall exchange={exchange} />}
      <Tabs
        label="Parts of the exchange"
        tabs={tabs}
        chosen={query['tab'] ?? (exchange.functionError === undefined ? '' : 'result')}
        choose={(tab) => setQuery({ tab })}
      />
    </>
  );
}

/** Of very many requests a second, and of old ones, there is no more than the line. */
function Light({ exchange: { note } }: { readonly exchange: ExchangeRecord }) {
  if (note === undefined) return null;
  return (
    <Notice tone="info">
      <b>Only the line of this request is kept.</b> {note}
    </Notice>
  );
}

/** What drills did to it: nobody should look for such a failure in the code. */
function Drilled({ exchange: { faults } }: { readonly exchange: ExchangeRecord }) {
  if (faults === undefined) return null;
  return (
    <Notice tone="info">
      <span class="tag drill">drill</span>{' '}
      {faults.map(({ id, kind, effect }) => `${id} (${kind}): ${effect}`).join('; ')}{' '}
      <a href={link('drills')}>Drills</a>
    </Notice>
  );
}

function Head({ exchange }: { readonly exchange: ExchangeRecord }) {
  const {
    id,
    api,
    apiType,
    method,
    path,
    statusCode,
    failed,
    target,
    startedAt,
    routeKey,
    connectionId,
    timings,
    refusal,
  } = exchange;
  const isMessage = method === 'MESSAGE';
  const ran = timings.handler > 0 || timings.integration > 0;
  const resend = (): void => void replay(id);
  return (
    <div class="xhead">
      <div class="line1">
        <span class="st">
          <Status code={statusCode} failed={failed} text={statusText(statusCode)} />
        </span>
        <h1 title={visible(path)}>{visible(isMessage ? (routeKey ?? 'message') : `${method} ${path}`)}</h1>
        <CloseLink />
      </div>
      <p class="line2">
        {api} <span class="dim">{kindName(apiType)} API</span> ·{' '}
        {ran || refusal === undefined
          ? (target ?? 'no target')
          : `refused before ${target ?? routeKey ?? 'a route was found'}`}{' '}
        · {clockTime(startedAt)} · <code>{id}</code>
      </p>
      <div class="acts">
        <AskingButton
          type="button"
          class="primary"
          aria-keyshortcuts="r"
          data-key="r"
          onClick={resend}
          disabled={!isSendable(exchange)}
        >
          Resend
        </AskingButton>
        {exchange.request === undefined || apiType === 'websocket' ? null : (
          <a class="btn" href={link('compose', [], { from: id })} data-key="e">
            Edit and resend
          </a>
        )}
        {connectionId === undefined ? null : (
          <a class="btn" href={link('sockets', [connectionId])}>
            Transcript
          </a>
        )}
        <CopyAs exchange={exchange} />
        {exchange.detail === undefined ? <Compare exchange={exchange} /> : null}
        <button
          type="button"
          class="only-wide"
          onClick={() => download(`${fileName(exchange)}.json`, asFixture(exchange))}
          disabled={exchange.event === undefined}
        >
          Save as fixture
        </button>
      </div>
    </div>
  );
}

function isSendable({ apiType, method, request, detail }: ExchangeRecord): boolean {
  return detail === undefined && (apiType === 'websocket' ? method === 'MESSAGE' : request !== undefined);
}

async function replay(id: string): Promise<void> {
  try {
    const { exchange } = await post<{ exchange: ExchangeRecord }>(`exchanges/${encode(id)}/replay`);
    go(link('requests', [exchange.id], readAddress().query));
    say(`Sent again: ${statusText(exchange.statusCode)}.`);
  } catch (error) {
    say((error as Failure).message);
  }
}

/** The rule behind a refusal, or the failure of a function, with the line that is behind it. */
function Why({ exchange: { refusal, functionError, result } }: { readonly exchange: ExchangeRecord }) {
  if (refusal === undefined) {
    return functionError === undefined ? null : (
      <Notice tone="server">
        <b>The function failed.</b> {visible(errorText(result))}
      </Notice>
    );
  }
  const { kind, rule, position, frame } = refusal;
  return (
    <>
      <Notice tone="server">
        <b>{visible(functionError === undefined ? rule : `The function failed. ${errorText(result)}`)}</b>
        <br />
        <span class="mid">{kind}</span>
      </Notice>
      {position === undefined ? null : (
        <div class="sec">
          <div class="where">
            <SourceLink position={position} />
          </div>
          {frame === undefined ? null : <Frame frame={frame} position={position} />}
        </div>
      )}
    </>
  );
}

function errorText(result: unknown): string {
  if (typeof result !== 'object' || result === null) return '';
  const { errorType, errorMessage } = result as { errorType?: unknown; errorMessage?: unknown };
  return [errorType, errorMessage].filter((part) => typeof part === 'string').join(': ');
}

function fileName({ method, routeKey = 'event' }: ExchangeRecord): string {
  return `${method}-${routeKey}`
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
}
