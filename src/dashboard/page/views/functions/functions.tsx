import { useState } from 'preact/hooks';
import { link, setQuery, useAddress } from '../../live/address.ts';
import { useStore } from '../../live/store.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { FailureNotice, Loading, Notice } from '../../parts/notice.tsx';
import { Detail } from './detail.tsx';
import type { FunctionFacts } from './facts.ts';
import { FunctionRow } from './function-row.tsx';

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
