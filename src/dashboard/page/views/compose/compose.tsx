import { AskingButton } from '../../live/asking-button.tsx';
import { useEffect, useState } from 'preact/hooks';
import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import { encode, type Failure, get, post } from '../../live/api.ts';
import { useAddress } from '../../live/address.ts';
import { useStore } from '../../live/store.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import type { ApiFacts } from '../api-facts.ts';
import { Notice } from '../../parts/notice.tsx';
import { Code } from '../../parts/code.tsx';
import { copy } from '../../parts/toast.tsx';
import { Answered } from './answered.tsx';
import { Body } from './body.tsx';
import { Access } from './caller.tsx';
import { EMPTY, curlOf, draftFor, draftOf, routeKeyIn } from './draft.ts';
import type { Draft } from './draft.ts';
import { Headers } from './headers.tsx';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** A request builder that knows the routes. Its answer is an exchange like any other. */
export function Compose() {
  const { query } = useAddress();
  const { state } = useStore();
  const { value } = useEndpoint<{ apis: ApiFacts[] }>('apis');
  const [draft, setDraft] = useState<Draft>(EMPTY);
  const [answer, setAnswer] = useState<ExchangeRecord | undefined>();
  const [failure, setFailure] = useState('');
  const apis = (value?.apis ?? []).filter(({ type }) => type !== 'websocket');
  const change = (members: Partial<Draft>): void => setDraft((before) => ({ ...before, ...members }));

  useEffect(() => {
    if (query['from'] === undefined) return;
    get<ExchangeRecord>(`exchanges/${encode(query['from'])}`)
      .then((exchange) => {
        setDraft(draftOf(exchange));
        if (exchange.note !== undefined) setFailure(`Only the line of this request is kept. ${exchange.note}`);
      })
      .catch((error: Failure) => setFailure(error.message));
  }, [query['from']]);
  useEffect(() => {
    const api = apis.find(({ name }) => name === query['api']) ?? apis[0];
    const route = api?.routes.find(({ routeKey }) => routeKey === query['route']) ?? api?.routes[0];
    if (query['from'] === undefined && api !== undefined && draft.api === '') setDraft(draftFor(api, route));
  }, [value, query['api'], query['route']]);

  const api = apis.find(({ name }) => name === draft.api);
  const route = api?.routes.find(({ routeKey }) => routeKey === routeKeyIn(api, draft));
  const send = (): void => {
    setFailure('');
    post<{ exchange: ExchangeRecord }>('send', {
      ...draft,
      headers: draft.headers.filter(([name]) => name !== ''),
      ...(draft.body === '' ? { body: null } : {}),
    })
      .then(({ exchange }) => setAnswer(exchange))
      .catch((error: Failure) => setFailure(error.message));
  };
  return (
    <>
      <form
        class="tools-view"
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <h1>Compose</h1>
        <select
          class="mono"
          aria-label="Route"
          value={`${draft.api} ${routeKeyIn(api, draft)}`}
          onChange={(event) => {
            const [name = '', ...key] = event.currentTarget.value.split(' ');
            const chosen = apis.find((one) => one.name === name);
            if (chosen !== undefined)
              setDraft(
                draftFor(
                  chosen,
                  chosen.routes.find(({ routeKey }) => routeKey === key.join(' ')),
                ),
              );
          }}
        >
          {apis.flatMap((one) =>
            one.routes.map(({ routeKey }) => (
              <option key={`${one.name} ${routeKey}`} value={`${one.name} ${routeKey}`}>
                {one.name} {routeKey}
              </option>
            )),
          )}
        </select>
        <select
          aria-label="Method"
          value={draft.method}
          onChange={(event) => change({ method: event.currentTarget.value })}
        >
          {[...new Set([...METHODS, draft.method])].map((method) => (
            <option key={method}>{method}</option>
          ))}
        </select>
        <input
          class="mono filter"
          aria-label="Path with its stage and query"
          value={draft.path}
          onInput={(event) => change({ path: event.currentTarget.value })}
        />
        <AskingButton type="submit" class="primary push" disabled={draft.api === ''}>
          Send
        </AskingButton>
      </form>
      <div class="split wide stack">
        <div class="pane">
          {failure === '' ? null : <Notice tone="server">{failure}</Notice>}
          <Body draft={draft} change={change} />
          <Headers headers={draft.headers} change={(headers) => change({ headers })} />
        </div>
        <section class="pane" aria-label="Access and answer">
          <Access route={route} draft={draft} change={change} />
          <div class="sec">
            <header>
              <h2 class="sub">As curl</h2>
              <button type="button" class="plain push" onClick={() => void copy(curlOf(draft), 'The curl command')}>
                Copy
              </button>
            </header>
            <Code box wrap plain text={curlOf(draft)} label="As curl" />
          </div>
          <div class="sec">
            <header>
              <h2 class="sub">Last response</h2>
            </header>
            {answer === undefined ? (
              <p class="dim">
                Nothing was sent yet.{' '}
                {state === undefined ? '' : 'What is sent here shows in the list like every other request.'}
              </p>
            ) : (
              <Answered exchange={answer} />
            )}
          </div>
        </section>
      </div>
    </>
  );
}
