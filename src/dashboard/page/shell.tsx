import { AskingButton } from './live/asking-button.tsx';
import { link } from './live/address.ts';
import { store as live, useStore } from './live/store.ts';
import { clockTime, count } from './parts/format.ts';
import { Icon } from './parts/icon.tsx';
import { say } from './parts/toast.tsx';
import { VIEWS } from './view-list.ts';

/** What is served, whether the last reload worked, and the state of the page. The same in every view. */
export function TopBar({ view }: { readonly view: string }) {
  const { state, connected, pausedAt, waiting } = useStore();
  const problems = state?.counts.problems ?? 0;
  const name = VIEWS.find(({ id }) => id === view)?.name ?? 'Requests';
  return (
    <header class="top">
      <details class="menu">
        <summary>
          <Icon name="menu" />
          <span>{name}</span>
        </summary>
        <nav aria-label="Views, as a menu">
          <ul onClick={(event) => (event.currentTarget as Element).closest('details')?.removeAttribute('open')}>
            {VIEWS.map(({ id, name: text }) => (
              <ViewLink key={id} id={id} name={text} view={view} />
            ))}
          </ul>
        </nav>
      </details>
      <a class="brand" href={link('requests')}>
        gw-emulate
      </a>
      <ul class="served" aria-label="Served APIs">
        {(state?.apis ?? []).map(({ name: api, url }) => (
          <li key={api}>
            <b>{api}</b> <code>{place(url)}</code>
          </li>
        ))}
      </ul>
      {state?.reload === null || state?.reload === undefined ? null : (
        <span class={`reload ${state.reload.ok ? '' : 'server'}`}>
          <Icon name={state.reload.ok ? 'ok' : 'server'} class={state.reload.ok ? 'ok' : 'server'} />
          {state.reload.ok ? 'Reloaded' : 'Reload failed'} {clockTime(state.reload.at, false)}{' '}
          <span class="dim">in {state.reload.tookMs.toFixed(0)} ms</span>
        </span>
      )}
      <div class="tools">
        {problems === 0 ? null : (
          <a class={`problems-link ${(state?.counts.errors ?? 0) > 0 ? 'server' : 'client'}`} href={link('problems')}>
            <Icon name={(state?.counts.errors ?? 0) > 0 ? 'server' : 'client'} />
            {problems} {problems === 1 ? 'problem' : 'problems'}
          </a>
        )}
        <span class={`live ${!connected ? 'server' : pausedAt === undefined ? 'ok' : 'client'}`} role="status">
          <Icon name={!connected ? 'server' : pausedAt === undefined ? 'dot' : 'pause'} />
          <span>
            {!connected ? 'Disconnected' : pausedAt === undefined ? 'Live' : 'Paused'}
            {connected && pausedAt !== undefined && waiting > 0 ? (
              <span class="only-wide"> · {count(waiting)} waiting</span>
            ) : null}
          </span>
        </span>
        <button
          type="button"
          class={pausedAt === undefined ? '' : 'primary'}
          aria-keyshortcuts="p"
          onClick={() => (pausedAt === undefined ? live.pause() : live.resume())}
        >
          {pausedAt === undefined ? 'Pause' : 'Resume'}
        </button>
        <AskingButton
          type="button"
          class="only-wide clear"
          onClick={() => void live.clear().then(() => say('Everything recorded so far is forgotten.'))}
        >
          Clear
        </AskingButton>
      </div>
    </header>
  );
}

export function Rail({ view }: { readonly view: string }) {
  return (
    <nav class="rail" aria-label="Views">
      <ul>
        {VIEWS.map(({ id, name, group }, index) => (
          <ViewLink key={id} id={id} name={name} view={view} begins={index > 0 && VIEWS[index - 1]?.group !== group} />
        ))}
      </ul>
      <dl class="keys">
        <dt>
          <kbd>/</kbd>
        </dt>
        <dd>filter</dd>
        <dt>
          <kbd>↑</kbd> <kbd>↓</kbd>
        </dt>
        <dd>move</dd>
        <dt>
          <kbd>g</kbd>
        </dt>
        <dd>then a letter: view</dd>
        <dt>
          <kbd>?</kbd>
        </dt>
        <dd>all keys</dd>
      </dl>
    </nav>
  );
}

function ViewLink({
  id,
  name,
  view,
  begins = false,
}: {
  readonly id: string;
  readonly name: string;
  readonly view: string;
  readonly begins?: boolean;
}) {
  const { state, total } = useStore();
  const counts: Readonly<Record<string, number | undefined>> = {
    requests: total,
    sockets: state?.counts.connections,
    functions: state?.counts.functions,
    apis: state?.apis.length,
    drills: state?.counts.drills,
    problems: state?.counts.problems,
  };
  const number = counts[id];
  const isCurrent = id === view || (id === 'requests' && view === 'compare');
  return (
    <li class={begins ? 'sep' : ''}>
      <a href={link(id)} aria-current={isCurrent ? 'page' : undefined}>
        {name}
        {number === undefined || number === 0 ? null : (
          <span class={`n ${id === 'problems' ? 'bad' : ''}`}>
            {id === 'drills' ? `${count(number)} on` : count(number)}
          </span>
        )}
      </a>
    </li>
  );
}

function place(url: string): string {
  const { port, pathname } = new URL(url);
  return `:${port}${pathname === '/' ? '' : pathname}`;
}
