import type { ExchangeSummary } from '../../../../observability/record/exchange-record.ts';
import { link } from '../../live/address.ts';
import { clockTime, count } from '../../parts/format.ts';
import { Status } from '../../parts/status.tsx';
import { visible } from '../../parts/visible.ts';

const SHOWN = 12;

/** The last exchanges that a drill touched. */
export function Touched({ exchanges }: { readonly exchanges: readonly ExchangeSummary[] }) {
  const touched = exchanges.filter(({ faults }) => faults !== undefined);
  if (touched.length === 0) return null;
  return (
    <div class="sec">
      <header>
        <h2 class="sub">Touched by drills</h2>
        <a href={link('requests', [], { q: 'is:drill' })}>
          {touched.length === 1 ? '1 exchange' : `${count(touched.length)} exchanges`}
        </a>
      </header>
      <table class="flush">
        <tbody>
          {touched
            .slice(-SHOWN)
            .toReversed()
            .map(({ id, startedAt, statusCode, failed, method, path, faults = [] }) => (
              <tr key={id}>
                <td class="dim nowrap">{clockTime(startedAt, false)}</td>
                <td>
                  <span class="st">
                    <Status code={statusCode} failed={failed} />
                  </span>
                </td>
                <td class="mono">
                  <a href={link('requests', [id])}>
                    {method} {visible(path)}
                  </a>
                </td>
                <td class="mid only-wide">{faults.map(({ kind, effect }) => `${kind}: ${effect}`).join('; ')}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </div>
  );
}
