import { link } from '../../live/address.ts';
import { count, ms } from '../../parts/format.ts';
import { Icon } from '../../parts/icon.tsx';
import type { FunctionFacts } from './facts.ts';

export function FunctionRow({ facts, isSelected }: { readonly facts: FunctionFacts; readonly isSelected: boolean }) {
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
