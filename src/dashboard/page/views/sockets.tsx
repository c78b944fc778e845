import { useState } from 'preact/hooks';
import { encode, type Failure, post, remove } from '../live/api.ts';
import { go, link, setQuery, useAddress } from '../live/address.ts';
import { useStore } from '../live/store.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { coloured, jsonText } from '../parts/code.tsx';
import { ago, bytes, clockTime } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { MenuButton } from '../parts/menu-button.tsx';
import { FailureNotice, Loading } from '../parts/notice.tsx';
import { Choice } from '../parts/tabs.tsx';
import { copy, download, say } from '../parts/toast.tsx';

interface ConnectionFacts {
  readonly id: string;
  readonly api: string;
  readonly connectedAt: number;
  readonly lastActiveAt: number;
  readonly sourceIp: string;
  readonly userAgent?: string;
  readonly authorizer?: Readonly<Record<string, string>>;
  readonly own: boolean;
  readonly messagesIn: number;
  readonly messagesOut: number;
}

interface Line {
  readonly at: number;
  readonly direction: 'in' | 'out' | 'connect' | 'disconnect';
  readonly text: string;
  readonly exchange?: string;
  readonly statusCode?: number;
  readonly routeKey?: string;
  readonly target?: string;
  readonly reason?: string;
}

/** WebSocket connections and what was said on them. */
export function Sockets() {
  const { total, sentCount, state } = useStore();
  const { parts, query } = useAddress();
  const version = `${total} ${sentCount}`;
  const { value, failure } = useEndpoint<{ connections: ConnectionFacts[] }>('connections', version);
  const [selected] = parts;
  const wanted = (query['q'] ?? '').toLowerCase();
  const shown = (value?.connections ?? []).filter(({ id, api }) => `${id} ${api}`.toLowerCase().includes(wanted));
  const apis = (state?.apis ?? []).filter(({ type }) => type === 'websocket');
  const open = async (api: string): Promise<void> => {
    try {
      const { id } = await post<{ id: string }>('connections', { api });
      go(link('sockets', [id]));
    } catch (error) {
      say((error as Failure).message);
    }
  };
  return (
    <div class={`split ${selected === undefined ? '' : 'open talking'}`}>
      <div class="pane flexcol">
        <div class="tools-view">
          <h1>Sockets</h1>
          <input
            class="filter"
            type="search"
            aria-label="Filter"
            placeholder="Filter connections"
            data-filter
            value={query['q'] ?? ''}
            onInput={(event) => setQuery({ q: event.currentTarget.value })}
          />
          <MenuButton
            label="Open connection"
            items={apis.map(({ name }) => ({ label: name, run: () => void open(name) }))}
          />
        </div>
        {failure === undefined ? null : <FailureNotice failure={failure} what="The list of connections" />}
        {value === undefined && failure === undefined ? <Loading what="connections" /> : null}
        {shown.length === 0 && value !== undefined ? (
          <div class="blank">
            <h2>No open connection</h2>
            <p class="mid">
              {apis.length === 0
                ? 'The configuration has no WebSocket API.'
                : `Open one here, or with: npx gw-emulate ws ${apis[0]?.url ?? ''}`}
            </p>
          </div>
        ) : (
          <table class="grid">
            <thead>
              <tr>
                <th>Connection</th>
                <th class="only-wide">Since</th>
                <th>Last active</th>
                <th class="num">In</th>
                <th class="num">Out</th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ id, connectedAt, lastActiveAt, messagesIn, messagesOut }) => (
                <tr key={id} aria-selected={id === selected}>
                  <td>
                    <a class="row st mono" href={link('sockets', [id])}>
                      <Icon name="dot" class="ok" />
                      {id}
                    </a>
                  </td>
                  <td class="only-wide">{clockTime(connectedAt, false)}</td>
                  <td class="mid">{ago(lastActiveAt)}</td>
                  <td class="num">{messagesIn}</td>
                  <td class="num">{messagesOut}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        <p class="sec dim">An idle connection closes after 10 minutes, any connection after 2 hours, as on AWS.</p>
      </div>
      {selected === undefined ? null : <Transcript key={selected} id={selected} version={version} />}
    </div>
  );
}

function Transcript({ id, version }: { readonly id: string; readonly version: string }) {
  const { value, failure, reload } = useEndpoint<{ connection: ConnectionFacts | null; messages: Line[] }>(
    `connections/${encode(id)}`,
    version,
  );
  if (failure !== undefined) {
    return (
      <section class="pane flexcol" aria-label="Transcript">
        <FailureNotice failure={failure} what="The connection" />
      </section>
    );
  }
  const connection = value?.connection;
  const close = (): void =>
    void remove(`connections/${encode(id)}`).then(reload, (error: Failure) => say(error.message));
  return (
    <section class="pane flexcol" aria-label="Transcript">
      <div class="xhead">
        <div class="line1">
          <span class={`st ${connection ? 'ok' : 'wait'}`}>
            <Icon name="ws" />
            {connection ? 'Open' : 'Closed'}
          </span>
          <h1>{id}</h1>
          <a class="btn plain icon push" href={link('sockets')} aria-label="Close panel (Escape)">
            <Icon name="close" />
          </a>
        </div>
        <p class="line2">
          {connection
            ? `${connection.api} · from ${connection.sourceIp} · ${connection.authorizer === undefined ? 'no authorizer context' : JSON.stringify(connection.authorizer)}${connection.own ? ' · opened here' : ''}`
            : 'What is still known of it:'}
        </p>
        <div class="acts">
          <button type="button" onClick={close} disabled={!connection}>
            Close connection
          </button>
          <button
            type="button"
            onClick={() => download(`transcript-${id.replaceAll(/\W/g, '')}.json`, jsonText(value?.messages ?? []))}
          >
            Save transcript
          </button>
          <button type="button" onClick={() => void copy(jsonText(value?.messages ?? []), 'The transcript')}>
            Copy
          </button>
        </div>
      </div>
      <ol class="talk" tabIndex={0} aria-label="Messages, oldest first">
        {(value?.messages ?? []).map((line, index) => (
          <Said key={index} line={line} />
        ))}
      </ol>
      <SendBox id={id} isOpen={Boolean(connection)} />
    </section>
  );
}

function Said({ line }: { readonly line: Line }) {
  const { at, direction, text, exchange, statusCode, routeKey, target, reason } = line;
  const [time, thousandths] = clockTime(at).split('.');
  const isEvent = direction === 'connect' || direction === 'disconnect';
  const failed = reason !== undefined;
  return (
    <li class={failed ? 'err' : isEvent ? 'sys' : ''}>
      <time>
        {time}
        <span class="msec">.{thousandths}</span>
      </time>
      <span class={isEvent ? 'sys' : direction}>
        <Icon name={isEvent ? 'none' : direction === 'in' ? 'in' : 'out'} />
        <span class="sr">{isEvent ? 'event' : direction === 'in' ? 'client to API' : 'API to client'}</span>
      </span>
      <div>
        {isEvent ? (
          <>
            <b>${direction}</b> {direction === 'connect' ? `answered with ${statusCode}` : 'ran'}
          </>
        ) : (
          <pre>{coloured(text)}</pre>
        )}
        <div class="meta">
          {exchange === undefined ? (
            'sent to the client'
          ) : (
            <a href={link('requests', [exchange])}>
              {[isEvent ? undefined : `route ${routeKey ?? 'none'}`, target, reason ?? 'open the exchange']
                .filter((part) => part !== undefined)
                .join(' · ')}
            </a>
          )}
        </div>
      </div>
      <span class="num" />
    </li>
  );
}

const MAX_FRAME = 32_768;

function SendBox({ id, isOpen }: { readonly id: string; readonly isOpen: boolean }) {
  const [from, setFrom] = useState('client');
  const [text, setText] = useState('{"action": "sendMessage", "text": "hello"}');
  const send = (): void =>
    void post(`connections/${encode(id)}/messages`, { from, text }).catch((error: Failure) => say(error.message));
  return (
    <div class="sendbox">
      <div class="subbar">
        <Choice
          label="Send as"
          options={[
            ['client', 'As client'],
            ['server', 'As server (@connections)'],
          ]}
          chosen={from}
          choose={setFrom}
        />
        <span class="push dim only-wide">
          {bytes(new TextEncoder().encode(text).length)} of {bytes(MAX_FRAME)} in one frame
        </span>
      </div>
      <textarea
        rows={2}
        aria-label="Message"
        value={text}
        onInput={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
        }}
      />
      <div class="subbar" data-after>
        <button type="button" class="primary" onClick={send} disabled={!isOpen}>
          Send
        </button>
        <span class="dim only-wide">
          <kbd>Ctrl</kbd> <kbd>Enter</kbd>
        </span>
      </div>
    </div>
  );
}
