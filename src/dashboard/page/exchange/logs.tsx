import type { ExchangeRecord } from '../../../observability/record/exchange-record.ts';
import { clockTime } from '../parts/format.ts';
import { LogText } from '../parts/log-text.tsx';

export function Logs({
  exchange: { logs, startedAt, report, target, timings, detail },
}: {
  readonly exchange: ExchangeRecord;
}) {
  if (detail !== undefined) return <p class="dim">The logs of this request are not kept.</p>;
  if (logs.length === 0 && report === undefined) {
    return (
      <p class="dim">
        {timings.handler > 0 ? 'The function wrote nothing.' : `No function ran, so there are no logs.`}
      </p>
    );
  }
  return (
    <>
      <ul class="loglines">
        {logs.map(({ time, level, text }, index) => (
          <li key={index} class={level === 'ERROR' || level === 'FATAL' ? 'error' : level === 'WARN' ? 'warn' : ''}>
            <span class="dim" title={`${time - startedAt} ms`}>
              {clockTime(time)}
            </span>
            <span class="lv">{level}</span>
            <LogText text={text} />
          </li>
        ))}
      </ul>
      {logs.length === 0 ? <p class="dim">{target} wrote nothing.</p> : null}
      {report === undefined ? null : (
        <p class="mid gap-top">
          Duration {report.durationMs.toFixed(2)} ms, billed {report.billedMs} ms, memory {report.maxMemoryUsedMb} of{' '}
          {report.memorySizeMb} MB
          {report.initMs === undefined ? '' : `, init ${report.initMs.toFixed(2)} ms`}
        </p>
      )}
    </>
  );
}
