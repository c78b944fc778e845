import { type Failure, post } from '../../live/api.ts';
import { go, link, setQuery, useAddress } from '../../live/address.ts';
import { useStore } from '../../live/store.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { ago, clockTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { MenuButton } from '../../parts/menu-button.tsx';
import { FailureNotice, Loading } from '../../parts/notice.tsx';
import { say } from '../../parts/toast.tsx';
import type { ConnectionFacts } from './facts.ts';
import { Transcript } from './transcript.tsx';

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
