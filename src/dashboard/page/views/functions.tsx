import { useMemo, useState } from 'preact/hooks';
import type { Position, Problem } from '../../../model/base/position.ts';
import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';
import { encode, type Failure, get, post } from '../live/api.ts';
import { link, setQuery, useAddress } from '../live/address.ts';
import { useStore } from '../live/store.ts';
import { useEndpoint } from '../live/use-endpoint.ts';
import { Code, jsonText } from '../parts/code.tsx';
import { clockTime, count, ms } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { FailureNotice, Loading, Notice } from '../parts/notice.tsx';
import { visible } from '../parts/visible.ts';
import { SourceLink } from '../parts/source.tsx';

interface FunctionFacts {
  readonly name: string;
  readonly handler: string;
  readonly position?: Position;
  readonly timeout: number;
  readonly memory: number;
  readonly concurrency: number | null;
  readonly build: { readonly tookMs: number; readonly problems: readonly Problem[] } | null;
  readonly environments: { readonly total: number; readonly busy: number; readonly waiting: number };
  readonly invocations: number;
  readonly errors: number;
  readonly throttles: number;
  readonly coldStarts: number;
  readonly maxMemoryMb: number;
  readonly duration: { readonly p50: number; readonly p99: number } | null;
}

/** The Lambda functions: builds, environments, numbers; and one of them to invoke. */
export function Functions() {
  const { total, state } = useStore();
  const { parts, query } = useAddress();
  const { value, failure } = useEndpoint<{ functions: FunctionFacts[] }>('functions', `${total} ${state?.reload?.at}`);
  const [onlyErrors, setOnlyErrors] = useState(false);
  const all = value?.functions ?? [];
  const wanted = (query['q'] ?? '').toLowerCase();
  const shown = all.filter(({ name, errors }) => name.toLowerCase().includes(wanted) && (!onlyErrors || errors > 0));
  const selected = all.find(({ name }) => name === parts[0]);
  const environments = all.reduce((sum, one) => sum + one.environments.total, 0);
  const busy = all.reduce((sum, one) => sum + one.environments.busy, 0);
  return (
    <>
      <div class="tools-view">
        <h1>Functions</h1>
        <input
          class="filter"
          type="search"
          aria-label="Filter"
          placeholder="Filter functions"
          data-filter
          value={query['q'] ?? ''}
          onInput={(event) => setQuery({ q: event.currentTarget.value })}
        />
        <label class="st mid">
          <input
            type="checkbox"
            checked={onlyErrors}
            onChange={(event) => setOnlyErrors(event.currentTarget.checked)}
          />{' '}
          Only with errors
        </label>
        <span class="push dim only-wide">
          {environments} environments, {busy} busy
        </span>
      </div>
      <div class={`split wide stack ${selected === undefined ? '' : 'over'}`}>
        <div class="pane">
          {failure === undefined ? null : <FailureNotice failure={failure} what="The list of functions" />}
          {value === undefined && failure === undefined ? <Loading what="functions" /> : null}
          <table class="grid cards">
            <thead>
              <tr>
                <th>Function</th>
                <th>Build</th>
                <th class="num">Busy</th>
                <th class="num">Free</th>
                <th class="num">Cold</th>
                <th class="num">Calls</th>
                <th class="num">Errors</th>
                <th class="num">p50 ms</th>
                <th class="num">p99 ms</th>
                <th class="num">MB</th>
              </tr>
            </thead>
            <tbody>
              {shown.map((one) => (
                <FunctionRow key={one.name} facts={one} isSelected={one === selected} />
              ))}
            </tbody>
          </table>
          {all.flatMap(({ name, build }) =>
            (build?.problems ?? []).map((problem, index) => (
              <Notice key={`${name}-${index}`} tone={problem.severity === 'error' ? 'server' : 'client'}>
                <b>{name} does not build cleanly.</b> <a href={link('problems')}>{problem.message}</a>
              </Notice>
            )),
          )}
        </div>
        {selected === undefined ? (
          <section class="pane" aria-label="A function">
            <div class="blank">
              <h2>No function chosen</h2>
              <p class="mid">Choose one in the list to invoke it and to read its logs.</p>
            </div>
          </section>
        ) : (
          <Detail key={selected.name} facts={selected} />
        )}
      </div>
    </>
  );
}

function FunctionRow({ facts, isSelected }: { readonly facts: FunctionFacts; readonly isSelected: boolean }) {
  const { name, build, environments, invocations, errors, coldStarts, duration, maxMemoryMb, memory } = facts;
  const isBroken = build?.problems.some(({ severity }) => severity === 'error') === true;
  const [tone, text] = isBroken
    ? (['server', 'broken'] as const)
    : build === null
      ? (['wait', 'not built'] as const)
      : (['ok', 'built'] as const);
  const used = invocations > 0;
  return (
    <tr aria-selected={isSelected}>
      <td class="name">
        <a class="row" href={link('functions', [name])}>
          {name}
        </a>
      </td>
      <td class="state">
        <span class={`st ${tone}`}>
          <Icon name={tone} />
          {text}
        </span>
      </td>
      <td class="num off">{environments.busy}</td>
      <td class="num off">{environments.total - environments.busy}</td>
      <td class="num off">{coldStarts}</td>
      <td class="num" data-l="calls">
        {count(invocations)}
      </td>
      <td class={`num ${errors > 0 ? 'server' : ''}`} data-l="errors">
        {used ? count(errors) : '–'}
      </td>
      <td class="num off">{duration === null || !used ? '–' : ms(duration.p50)}</td>
      <td class="num" data-l="p99">
        {duration === null || !used ? '–' : ms(duration.p99)}
      </td>
      <td class="num off">
        {used ? maxMemoryMb : '–'}
        <span class="dim">/{memory}</span>
      </td>
    </tr>
  );
}

function Detail({ facts }: { readonly facts: FunctionFacts }) {
  const { name, handler, position, timeout, memory, build, environments, concurrency } = facts;
  return (
    <section class="pane" aria-label={name}>
      <div class="sec">
        <header>
          <h2>{name}</h2>
          {position === undefined ? null : <SourceLink position={position} />}
          <a class="btn plain icon push" href={link('functions')} aria-label="Close">
            <Icon name="close" />
          </a>
        </header>
        <dl class="kv">
          <dt>Handler</dt>
          <dd>
            <code>{handler}</code>
          </dd>
          <dt>Limits</dt>
          <dd>
            timeout {timeout} s, memory {memory} MB{concurrency === null ? '' : `, concurrency ${concurrency}`}
          </dd>
          <dt>Build</dt>
          <dd>{build === null ? 'not built' : `${build.tookMs.toFixed(0)} ms`}</dd>
          <dt>Environments</dt>
          <dd>
            {environments.total - environments.busy} free, {environments.busy} busy
            {environments.waiting > 0 ? `, ${environments.waiting} calls wait` : ''}
          </dd>
        </dl>
      </div>
      <Invoke name={name} />
      <FunctionLogs name={name} />
    </section>
  );
}

interface Invoked {
  readonly result: unknown;
  readonly functionError?: string;
  readonly report: { readonly durationMs: number; readonly billedMs: number; readonly initMs?: number };
}

const SAMPLES = [
  'http',
  'http-v1',
  'rest',
  'websocket-connect',
  'websocket-message',
  'authorizer-request',
  'sqs',
  'schedule',
];

function Invoke({ name }: { readonly name: string }) {
  const { exchanges } = useStore();
  const [event, setEvent] = useState('{}');
  const [answer, setAnswer] = useState<Invoked | undefined>();
  const [failure, setFailure] = useState('');
  const earlier = useMemo(
    () =>
      exchanges
        .filter(({ target }) => target === name)
        .slice(-10)
        .toReversed(),
    [exchanges, name],
  );
  const choose = async (value: string): Promise<void> => {
    const [kind, id = ''] = value.split(':');
    try {
      if (kind === 'sample') setEvent(jsonText((await get<{ event: unknown }>(`samples/${encode(id)}`)).event));
      if (kind === 'exchange')
        setEvent(jsonText((await get<ExchangeRecord>(`exchanges/${encode(value.slice(9))}`)).event ?? {}));
    } catch (error) {
      setFailure((error as Failure).message);
    }
  };
  const invoke = async (): Promise<void> => {
    setFailure('');
    try {
      setAnswer(await post<Invoked>(`functions/${encode(name)}/invoke`, { event: JSON.parse(event) as unknown }));
    } catch (error) {
      setFailure(error instanceof SyntaxError ? `The event is no JSON: ${error.message}` : (error as Failure).message);
    }
  };
  return (
    <div class="sec">
      <header>
        <h3>Invoke</h3>
        <select aria-label="Event" onChange={(change) => void choose(change.currentTarget.value)}>
          <option value="">An event of your own</option>
          {earlier.map(({ id, method, path, startedAt }) => (
            <option key={id} value={`exchange:${id}`}>
              Event of {method} {path}, {clockTime(startedAt, false)}
            </option>
          ))}
          {SAMPLES.map((kind) => (
            <option key={kind} value={`sample:${kind}`}>
              Sample: {kind}
            </option>
          ))}
        </select>
        <button type="button" class="primary push" onClick={() => void invoke()}>
          Invoke
        </button>
      </header>
      <textarea
        rows={7}
        aria-label="Event as JSON"
        value={event}
        onInput={(input) => setEvent(input.currentTarget.value)}
      />
      {failure === '' ? null : <p class="server gap-top">{failure}</p>}
      {answer === undefined ? null : (
        <div class="gap-top">
          <p class={answer.functionError === undefined ? 'ok st' : 'server st'}>
            <Icon name={answer.functionError === undefined ? 'ok' : 'server'} />
            {answer.functionError === undefined ? 'returned' : 'failed'} in {answer.report.durationMs.toFixed(1)} ms,
            billed {answer.report.billedMs} ms
          </p>
          <Code box wrap text={jsonText(answer.result)} label="Result" />
        </div>
      )}
    </div>
  );
}

function FunctionLogs({ name }: { readonly name: string }) {
  const { logs } = useStore();
  const { value } = useEndpoint<{ logs: { number: number; time: number; level: string; text: string }[] }>(
    `logs?limit=50&function=${encode(name)}`,
    logs.at(-1)?.number ?? 0,
  );
  const [onlyErrors, setOnlyErrors] = useState(false);
  const lines = (value?.logs ?? [])
    .filter(({ level }) => !onlyErrors || level === 'ERROR' || level === 'FATAL')
    .toReversed();
  return (
    <div class="sec">
      <header>
        <h3>Logs</h3>
        <span class="live ok">
          <Icon name="dot" />
          live
        </span>
        <label class="push st mid">
          <input
            type="checkbox"
            checked={onlyErrors}
            onChange={(event) => setOnlyErrors(event.currentTarget.checked)}
          />{' '}
          Errors only
        </label>
      </header>
      {lines.length === 0 ? <p class="dim">Nothing was written yet.</p> : null}
      <ul class="loglines">
        {lines.map(({ number, time, level, text }) => (
          <li key={number} class={level === 'ERROR' || level === 'FATAL' ? 'error' : level === 'WARN' ? 'warn' : ''}>
            <span class="dim">{clockTime(time)}</span>
            <span class="lv">{level}</span>
            <span class="m" title={visible(text)}>
              {visible(text)}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
