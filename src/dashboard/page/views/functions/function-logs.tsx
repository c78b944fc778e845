import { useState } from 'preact/hooks';
import { encode } from '../../live/api.ts';
import { useStore } from '../../live/store.ts';
import { useEndpoint } from '../../live/use-endpoint.ts';
import { clockTime } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import { LogText } from '../../parts/log-text.tsx';

export function FunctionLogs({ name }: { readonly name: string }) {
  const { lastLog } = useStore();
  const { value } = useEndpoint<{ logs: { number: number; time: number; level: string; text: string }[] }>(
    `logs?limit=50&function=${encode(name)}`,
    lastLog,
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
            <LogText text={text} />
          </li>
        ))}
      </ul>
    </div>
  );
}
