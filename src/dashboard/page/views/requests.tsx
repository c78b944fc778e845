import { useMemo, useState } from 'preact/hooks';
import { go, link, readAddress, setQuery, useAddress } from '../live/address.ts';
import { useStore } from '../live/store.ts';
import { Legend, scaleOf } from '../parts/bar.tsx';
import { clockTime, count } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { Loading, Notice } from '../parts/notice.tsx';
import { Choice } from '../parts/tabs.tsx';
import { Code } from '../parts/code.tsx';
import { ExchangePane } from '../exchange/exchange-pane.tsx';
import { filterWords, listRows, underWayRows } from './list/list-rows.ts';
import { RequestList } from './list/request-list.tsx';

const CLASSES = [
  ['', 'All'],
  ['2xx', '2xx'],
  ['3xx', '3xx'],
  ['4xx', '4xx'],
  ['5xx', '5xx'],
] as const;

/** What happened: the list, and beside it one exchange. */
export function Requests() {
  const { exchanges, underWay, total, loaded, skipped, state } = useStore();
  const { parts, query } = useAddress();
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const words = useMemo(() => filterWords(query), [query]);
  const rows = useMemo(
    () => [...underWayRows(underWay, words), ...listRows(exchanges, words, toggled)],
    [exchanges, underWay, words, toggled],
  );
  const scale = useMemo(() => scaleOf(exchanges.slice(-200).map(({ timings }) => timings.total)), [exchanges]);
  const apis = (state?.apis ?? []).map(({ name }) => name);
  const functions = useMemo(
    () => [...new Set(exchanges.flatMap(({ timings, target = '' }) => (timings.handler > 0 ? [target] : [])))].sort(),
    [exchanges],
  );
  const [selected] = parts;
  const open = (id: string): void => go(link('requests', [id], readAddress().query));
  const toggle = (id: string): void => {
    const next = new Set(toggled);
    if (!next.delete(id)) next.add(id);
    setToggled(next);
  };
  const failures = useMemo(
    () => ({
      client: exchanges.filter(({ statusCode }) => statusCode >= 400 && statusCode < 500).length,
      server: exchanges.filter(({ statusCode }) => statusCode >= 500).length,
    }),
    [exchanges],
  );
  return (
    <>
      <div class={`split ${selected === undefined ? '' : 'open'}`}>
        <div class="pane flexcol">
          <div class="tools-view">
            <h1 class={selected === undefined ? '' : 'sr'}>Requests</h1>
            <input
              class="filter"
              type="search"
              aria-label="Filter"
              placeholder="Filter: words, api:shop status:5xx fn:page"
              aria-keyshortcuts="/"
              data-filter
              value={query['q'] ?? ''}
              onInput={(event) => setQuery({ q: event.currentTarget.value })}
            />
            <Choice
              label="Status class"
              options={CLASSES}
              chosen={query['status'] ?? ''}
              choose={(status) => setQuery({ status })}
            />
            <NameChoice
              label="API"
              all="All APIs"
              member="api"
              names={selected === undefined ? apis : []}
              chosen={query['api']}
            />
            <NameChoice
              label="Function"
              all="All functions"
              member="fn"
              names={selected === undefined ? functions : []}
              chosen={query['fn']}
            />
            <label class="st mid">
              <input
                type="checkbox"
                checked={query['failed'] === '1'}
                onChange={(event) => setQuery({ failed: event.currentTarget.checked ? '1' : '' })}
              />{' '}
              Only failed
            </label>
          </div>
          {skipped > 0 ? (
            <Notice tone="info">{count(skipped)} requests came too fast to be listed; they are counted.</Notice>
          ) : null}
          {rows.length > 0 ? (
            <RequestList
              rows={rows}
              narrow={selected !== undefined}
              selected={selected}
              scale={scale}
              open={open}
              toggle={toggle}
            />
          ) : loaded ? (
            <Nothing
              isFiltered={words.length > 0}
              words={words}
              total={exchanges.length}
              url={state?.apis.find(({ type }) => type !== 'websocket')?.url}
            />
          ) : (
            <Loading what="requests" />
          )}
        </div>
        {selected === undefined ? null : <ExchangePane id={selected} />}
      </div>
      <footer class="foot only-wide">
        <span>
          {count(total)} requests{' '}
          <span class="dim">{state === undefined ? '' : `since ${clockTime(state.startedAt, false)}`}</span>
        </span>
        <span class="st refused">
          <Icon name="client" />
          {count(failures.client)} 4xx
        </span>
        <span class="st server">
          <Icon name="server" />
          {count(failures.server)} 5xx
        </span>
        <span class="push">
          <Legend />
        </span>
      </footer>
    </>
  );
}

/** One of the names that occur, or all of them; a name out of the address may have gone. Beside an exchange there is room for a chosen one only. */
function NameChoice({
  label,
  all,
  member,
  names,
  chosen = '',
}: {
  readonly label: string;
  readonly all: string;
  readonly member: 'api' | 'fn';
  readonly names: readonly string[];
  readonly chosen: string | undefined;
}) {
  if (names.length < 2 && chosen === '') return null;
  return (
    <select
      class="only-wide named"
      aria-label={label}
      value={chosen}
      onChange={(event) => setQuery({ [member]: event.currentTarget.value })}
    >
      <option value="">{all}</option>
      {[...new Set([...names, ...(chosen === '' ? [] : [chosen])])].map((name) => (
        <option key={name} value={name}>
          {name}
        </option>
      ))}
    </select>
  );
}

function Nothing({
  isFiltered,
  words,
  total,
  url,
}: {
  readonly isFiltered: boolean;
  readonly words: readonly string[];
  readonly total: number;
  readonly url: string | undefined;
}) {
  if (isFiltered && total > 0) {
    return (
      <div class="blank">
        <h2>None of {count(total)} requests matches</h2>
        <p class="mid">
          <code>{words.join(' ')}</code>
        </p>
        <p>
          <a href={link('requests')}>Clear the filter</a> <kbd>Esc</kbd>
        </p>
      </div>
    );
  }
  return (
    <div class="blank">
      <h2>No request yet</h2>
      <p class="mid">Requests appear here the moment they arrive. For example:</p>
      <Code box plain text={`curl ${url ?? 'http://127.0.0.1:3000'}/`} label="Example" />
      <p>
        <a href={link('compose')}>Or compose one</a>
      </p>
    </div>
  );
}
