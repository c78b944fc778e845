import { link } from '../../live/address.ts';
import { useStore } from '../../live/store.ts';
import { clockTime } from '../../parts/format.ts';
import { Status } from '../../parts/status.tsx';
import { visible } from '../../parts/visible.ts';

export function Refusals() {
  const { exchanges } = useStore();
  const last = exchanges
    .filter(({ reason, statusCode }) => reason !== undefined && statusCode >= 400 && statusCode < 500)
    .slice(-6)
    .toReversed();
  return (
    <div class="sec">
      <header>
        <h2 class="sub">Last refusals</h2>
      </header>
      {last.length === 0 ? <p class="dim">None.</p> : null}
      <table class="flush">
        <tbody>
          {last.map(({ id, startedAt, statusCode, failed, method, path }) => (
            <tr key={id}>
              <td class="dim">{clockTime(startedAt, false)}</td>
              <td>
                <span class="st">
                  <Status code={statusCode} failed={failed} />
                </span>
              </td>
              <td class="mono">
                <a href={link('access', [], { id })}>{visible(`${method} ${path}`)}</a>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
