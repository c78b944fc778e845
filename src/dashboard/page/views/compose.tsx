import { useEffect, useState } from 'preact/hooks';
import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';
import { encode, type Failure, get, post } from '../live/api.ts';
import { link, useAddress } from '../live/address.ts';
import { useStore } from '../live/store.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import type { ApiFacts, RouteFacts } from './api-facts.ts';
import { Notice } from '../parts/notice.tsx';
import { Code } from '../parts/code.tsx';
import { Status, statusText } from '../parts/status.tsx';
import { copy } from '../parts/toast.tsx';
import { asCurl } from '../exchange/copy-as.ts';
import { originOf } from '../exchange/exchange-pane.tsx';

interface Draft {
  readonly api: string;
  readonly method: string;
  readonly path: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string;
}

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];
const EMPTY: Draft = { api: '', method: 'GET', path: '/', headers: [], body: '' };

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
    if (query['from'] !== undefined)
      void get<ExchangeRecord>(`exchanges/${encode(query['from'])}`).then((exchange) => setDraft(draftOf(exchange)));
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
        <button type="submit" class="primary push" disabled={draft.api === ''}>
          Send
        </button>
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

function Answered({ exchange }: { readonly exchange: ExchangeRecord }) {
  const { id, statusCode, failed, timings, response } = exchange;
  return (
    <>
      <p class="st">
        <Status code={statusCode} failed={failed} text={statusText(statusCode)} />{' '}
        <span class="mid">in {timings.total.toFixed(1)} ms.</span>{' '}
        <a href={link('requests', [id])}>Open the exchange</a>
      </p>
      <div class="gap-top">
        <Code box wrap text={response?.body ?? ''} label="Body of the response" />
      </div>
    </>
  );
}

function Body({ draft, change }: { readonly draft: Draft; readonly change: (members: Partial<Draft>) => void }) {
  return (
    <div class="sec">
      <header>
        <h2 class="sub">Body</h2>
        <span class="dim">{draft.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? 'none'}</span>
      </header>
      <textarea
        rows={8}
        aria-label="Body"
        value={draft.body}
        onInput={(event) => change({ body: event.currentTarget.value })}
      />
    </div>
  );
}

function Headers({
  headers,
  change,
}: {
  readonly headers: Draft['headers'];
  readonly change: (headers: Draft['headers']) => void;
}) {
  const put = (index: number, pair: readonly [string, string]): void =>
    change(headers.map((one, at) => (at === index ? pair : one)));
  return (
    <div class="sec">
      <header>
        <h2 class="sub">Headers</h2>
        <button type="button" class="plain push" onClick={() => change([...headers, ['', '']])}>
          Add
        </button>
      </header>
      {headers.map(([name, value], index) => (
        <div class="hdr" key={index}>
          <input
            class="mono"
            aria-label={`Name of header ${index + 1}`}
            value={name}
            onInput={(event) => put(index, [event.currentTarget.value, value])}
          />
          <input
            class="mono"
            aria-label={`Value of header ${index + 1}`}
            value={value}
            onInput={(event) => put(index, [name, event.currentTarget.value])}
          />
          <button
            type="button"
            class="plain"
            aria-label={`Remove header ${index + 1}`}
            onClick={() => change(headers.filter((_, at) => at !== index))}
          >
            Remove
          </button>
        </div>
      ))}
    </div>
  );
}

/** What the route asks of its caller, and how to have it. */
function Access({
  route,
  draft,
  change,
}: {
  readonly route: RouteFacts | undefined;
  readonly draft: Draft;
  readonly change: (members: Partial<Draft>) => void;
}) {
  const [subject, setSubject] = useState('alice');
  const [failure, setFailure] = useState('');
  const put = (name: string, value: string): void =>
    change({ headers: [...draft.headers.filter(([one]) => one.toLowerCase() !== name.toLowerCase()), [name, value]] });
  const mint = (): void =>
    void post<{ token: string }>('access/token', { subject, scopes: route?.scopes ?? [] })
      .then(({ token }) => put('Authorization', `Bearer ${token}`))
      .catch((error: Failure) => setFailure(error.message));
  const takeKey = (): void =>
    void get<{ keys: { api: string; value: string }[] }>('access?reveal=true').then(({ keys }) => {
      const key = keys.find(({ api }) => api === draft.api);
      if (key === undefined) setFailure(`${draft.api} has no API key.`);
      else put('x-api-key', key.value);
    });
  const asks =
    route === undefined || route.authorizer === 'none'
      ? 'the route is open to all'
      : `the route requires ${route.authorizer}${route.scopes.length > 0 ? `, scope ${route.scopes.join(' or ')}` : ''}`;
  return (
    <div class="sec">
      <header>
        <h2 class="sub">Access</h2>
        <span class="dim">
          {asks}
          {route?.apiKeyRequired === true ? ' and an API key' : ''}
        </span>
      </header>
      <div class="subbar">
        <label for="subject">Subject</label>
        <input id="subject" class="mono" value={subject} onInput={(event) => setSubject(event.currentTarget.value)} />
        <button type="button" onClick={mint}>
          Mint a token
        </button>
        <button type="button" onClick={takeKey}>
          Take an API key
        </button>
      </div>
      {failure === '' ? null : <p class="server">{failure}</p>}
    </div>
  );
}

function draftFor(api: ApiFacts, route: RouteFacts | undefined): Draft {
  const { routeKey = '$default' } = route ?? {};
  const [method = 'GET', template = '/'] = routeKey.startsWith('$') ? ['GET', '/'] : routeKey.split(' ');
  const base = new URL(api.url).pathname.replace(/\/$/, '');
  const actual = method === 'ANY' ? 'GET' : method;
  const hasBody = !['GET', 'HEAD', 'DELETE', 'OPTIONS'].includes(actual);
  return {
    api: api.name,
    method: actual,
    path: `${base}${template.replaceAll(/\{(\w+)\+?\}/g, '$1')}`,
    headers: hasBody ? [['Content-Type', 'application/json']] : [],
    body: hasBody ? '{}' : '',
  };
}

/** The route that a draft was made from, by its method and the shape of its path. */
function routeKeyIn(api: ApiFacts | undefined, { method, path }: Draft): string {
  const base = api === undefined ? '' : new URL(api.url).pathname.replace(/\/$/, '');
  const plain = (path.split('?')[0] ?? '').slice(base.length) || '/';
  const fits = (routeKey: string): boolean => {
    const [verb = '', template = ''] = routeKey.split(' ');
    const pattern = template
      .replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
      .replaceAll(/\{\w+\\\+\}/g, '.+')
      .replaceAll(/\{\w+\}/g, '[^/]+');
    return (verb === method || verb === 'ANY') && new RegExp(`^${pattern}$`).test(plain);
  };
  return (
    api?.routes.find(({ routeKey }) => fits(routeKey))?.routeKey ??
    api?.routes.find(({ routeKey }) => routeKey === '$default')?.routeKey ??
    ''
  );
}

const DROPPED = /^(?:host|content-length|connection|transfer-encoding)$/i;

function draftOf({ api, request }: ExchangeRecord): Draft {
  const query = request?.query ?? '';
  return {
    api,
    method: request?.method ?? 'GET',
    path: `${request?.path ?? '/'}${query === '' ? '' : `?${query}`}`,
    headers: (request?.headers ?? []).filter(([name]) => !DROPPED.test(name)),
    body: request?.body ?? '',
  };
}

function curlOf({ api, method, path, headers, body }: Draft): string {
  const [plain = '/', ...query] = path.split('?');
  const request = {
    method,
    path: plain,
    query: query.join('?'),
    headers,
    body: body === '' ? null : body,
    sourceIp: '',
  };
  return asCurl({ api, request } as ExchangeRecord, originOf({ api }));
}
