import type { EnvironmentFacts } from '../../../services.ts';
import { encode } from '../../live/api.ts';
import { useStore } from '../../live/store.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { ago, clockTime, count, ms } from '../../parts/format.ts';
import { FailureNotice } from '../../parts/notice.tsx';
import type { FunctionFacts } from './facts.ts';

/** The execution environments of a function one by one: what each does, since when, and what its cold start took. */
export function Environments({ facts }: { readonly facts: FunctionFacts }) {
  const { total } = useStore();
  const { name, memory, environments: counts } = facts;
  const { value, failure } = useEndpoint<{ environments: EnvironmentFacts[] }>(
    `functions/${encode(name)}/environments`,
    `${total} ${counts.total} ${counts.busy}`,
  );
  const all = value?.environments ?? [];
  return (
    <div class="sec">
      <header>
        <h3>Environments</h3>
        <span class="dim">
          {counts.total - counts.busy} free, {counts.busy} busy
          {counts.waiting > 0 ? `, ${counts.waiting} calls wait` : ''}
        </span>
      </header>
      {failure === undefined ? null : <FailureNotice failure={failure} what="The list of environments" />}
      {all.length === 0 ? (
        <p class="dim">None is running. The next call starts one, cold.</p>
      ) : (
        <table class="flush">
          <thead>
            <tr>
              <th>Environment</th>
              <th>State</th>
              <th class="num">Started</th>
              <th class="num">Calls</th>
              <th class="num">Cold ms</th>
              <th class="num">MB</th>
            </tr>
          </thead>
          <tbody>
            {all.map(({ id, state, startedAt, invocations, initMs, memoryMb }) => (
              <tr key={id}>
                <td>
                  <code title={id}>{id.slice(-8)}</code>
                </td>
                <td class={state === 'free' ? 'mid' : state === 'busy' ? 'ok' : 'client'}>{state}</td>
                <td class="num" title={`since ${clockTime(startedAt)}`}>
                  {ago(startedAt)}
                </td>
                <td class="num">{count(invocations)}</td>
                <td class="num">{initMs === undefined ? '–' : ms(initMs)}</td>
                <td class="num">
                  {memoryMb}
                  <span class="dim">/{memory}</span>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  );
}
