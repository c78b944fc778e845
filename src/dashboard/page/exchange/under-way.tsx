import type { UnderWay } from '../live/store.ts';
import { clockTime, kindName } from '../parts/format.ts';
import { Icon } from '../parts/icon.tsx';
import { visible } from '../parts/visible.ts';
import { Running, waitText } from '../parts/running.tsx';
import { CloseLink } from './close-link.tsx';

/** A request that has not ended: where it is. Its stages, logs and bodies are there when it has. */
export function UnderWayPane({ call }: { readonly call: UnderWay }) {
  const { id, api, apiType, method, path, query, routeKey, target, startedAt, stage, waitsFor } = call;
  return (
    <section class="pane flexcol" aria-label="Exchange">
      <div class="xhead">
        <div class="line1">
          <span class="st wait">
            <Icon name="wait" />
            Under way
          </span>
          <h1 title={visible(path)}>{visible(`${method} ${path}`)}</h1>
          <CloseLink />
        </div>
        <p class="line2">
          {api} <span class="dim">{kindName(apiType)} API</span> · {clockTime(startedAt)} · <code>{id}</code>
        </p>
      </div>
      <dl class="kv sec">
        <dt>For</dt>
        <dd>
          <Running call={call} />
        </dd>
        <dt>Now</dt>
        <dd>{waitText(call)}</dd>
        {stage === undefined ? null : <Fact name="Stage" text={stage} />}
        {routeKey === undefined ? null : <Fact name="Route" text={routeKey} />}
        {target === undefined ? null : <Fact name="Target" text={target} />}
        {query === undefined ? null : <Fact name="Query" text={query} />}
      </dl>
      <p class="sec mid">{HINTS[waitsFor ?? ''] ?? 'Stages, logs and bodies show here when it has ended.'}</p>
    </section>
  );
}

const HINTS: Readonly<Record<string, string>> = {
  'free environment':
    'All environments that its function may have are busy. It runs when one of them is free. `concurrency` of the function says how many there may be.',
  build: 'Its function is being built, since a file of it changed or it is called for the first time.',
};

function Fact({ name, text }: { readonly name: string; readonly text: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{visible(text)}</dd>
    </>
  );
}
