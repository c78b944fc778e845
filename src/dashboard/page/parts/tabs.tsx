import type { ComponentChildren } from 'preact';
import { useRef } from 'preact/hooks';

export interface Tab {
  readonly id: string;
  readonly label: string;
  readonly count?: number;
  /** Called when the tab is shown. */
  readonly content: () => ComponentChildren;
}

/** Tabs of a pane: arrows move, contents are made when they are shown. */
export function Tabs({
  tabs,
  chosen,
  choose,
  label,
}: {
  readonly tabs: readonly Tab[];
  readonly chosen: string;
  readonly choose: (id: string) => void;
  readonly label: string;
}) {
  const bar = useRef<HTMLDivElement>(null);
  const current = tabs.find(({ id }) => id === chosen) ?? tabs[0];
  const move = (event: KeyboardEvent): void => {
    const step = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : 0;
    if (step === 0 || current === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(tabs.indexOf(current) + step + tabs.length) % tabs.length];
    if (next === undefined) return;
    choose(next.id);
    requestAnimationFrame(() => bar.current?.querySelector<HTMLElement>(`[data-tab="${next.id}"]`)?.focus());
  };
  if (current === undefined) return null;
  return (
    <div class="tabs">
      <div class="bar-tabs" role="tablist" aria-label={label} ref={bar} onKeyDown={move}>
        {tabs.map(({ id, label: text, count }) => (
          <button
            key={id}
            type="button"
            role="tab"
            id={`tab-${id}`}
            data-tab={id}
            aria-selected={id === current.id}
            tabIndex={id === current.id ? 0 : -1}
            aria-controls="panel"
            onClick={() => choose(id)}
          >
            {text}
            {count === undefined ? null : <span class="n">{count}</span>}
          </button>
        ))}
      </div>
      <section id="panel" role="tabpanel" aria-labelledby={`tab-${current.id}`} tabIndex={0}>
        {current.content()}
      </section>
    </div>
  );
}

/** Two to five short choices of one thing. */
export function Choice({
  options,
  chosen,
  choose,
  label,
}: {
  readonly options: readonly (readonly [value: string, text: string])[];
  readonly chosen: string;
  readonly choose: (value: string) => void;
  readonly label: string;
}) {
  return (
    <div class="seg" role="group" aria-label={label}>
      {options.map(([value, text]) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => choose(value)}>
          {text}
        </button>
      ))}
    </div>
  );
}
