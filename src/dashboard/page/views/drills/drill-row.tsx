import type { RunningFault } from '../../../../drills/running-fault.ts';
import { link } from '../../live/address.ts';
import { useStore } from '../../live/store.ts';
import { count } from '../../parts/format.ts';
import { kindText, shareText } from './facts.ts';

interface DrillRowProps {
  readonly fault: RunningFault;
  readonly isOn: boolean;
  readonly flip: () => void;
}

/** One rule with its switch, and what it has touched. */
export function DrillRow({ fault, isOn, flip }: DrillRowProps) {
  const { id, kind, share, touched, matched, source, route, connection } = fault;
  const { lost } = useStore();
  const tone = isOn ? '' : 'mid';
  return (
    <tr>
      <td>
        <input
          class="switch"
          type="checkbox"
          role="switch"
          aria-label={`${kindText(kind)} (${id})`}
          checked={isOn}
          disabled={lost !== undefined}
          onChange={flip}
        />
      </td>
      <td class={tone}>{kindText(kind)}</td>
      <td class={tone}>
        {placeText(fault)} {route === undefined && connection === undefined ? null : <code>{connection ?? route}</code>}
        {source === 'configuration' ? <span class="dim"> from the configuration</span> : null}
      </td>
      <td class="num mid" data-l="share">
        {shareText(share)}
      </td>
      <td class="num mid">{effectText(fault)}</td>
      <td class="num" data-l="touched">
        <a href={link('requests', [], { q: `drill:${id}` })}>
          {count(touched)} of {count(matched)}
        </a>
      </td>
      <td class="num mid off">{isOn ? leftText(fault) : '–'}</td>
    </tr>
  );
}

function placeText({ api, function: functionName, route, connection }: RunningFault): string {
  const parts = [
    ...(api === undefined ? [] : [api]),
    ...(functionName === undefined ? [] : [`function ${functionName}`]),
  ];
  return parts.length === 0 && route === undefined && connection === undefined ? 'everything' : parts.join(' ');
}

function effectText({ milliseconds, jitter, code }: RunningFault): string {
  if (code !== undefined) return String(code);
  if (milliseconds === undefined) return '–';
  return jitter === undefined ? `${count(milliseconds)} ms` : `${count(milliseconds)} ± ${count(jitter)} ms`;
}

function leftText({ count: most, touched, endsAt }: RunningFault): string {
  if (most !== undefined) return count(most - touched);
  return endsAt === undefined ? '–' : `until ${new Date(endsAt).toLocaleTimeString('en-GB')}`;
}
