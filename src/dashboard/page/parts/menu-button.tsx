import { useEffect, useRef, useState } from 'preact/hooks';
import { Icon } from './icon.tsx';

export interface MenuItem {
  readonly label: string;
  readonly run: () => void;
}

/** A button with a short menu: arrows move, Escape closes and gives the focus back. */
export function MenuButton({
  label,
  items,
  shortcut,
}: {
  readonly label: string;
  readonly items: readonly MenuItem[];
  readonly shortcut?: string;
}) {
  const [open, setOpen] = useState(false);
  const root = useRef<HTMLDivElement>(null);
  const focus = (index: number): void => root.current?.querySelectorAll<HTMLElement>('[role=menuitem]')[index]?.focus();
  useEffect(() => {
    if (!open) return undefined;
    focus(0);
    const outside = (event: Event): void => {
      if (event.target instanceof Node && root.current?.contains(event.target) === false) setOpen(false);
    };
    addEventListener('pointerdown', outside);
    return () => removeEventListener('pointerdown', outside);
  }, [open]);
  const keys = (event: KeyboardEvent): void => {
    if (!open) return;
    const all = [...(root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? [])];
    const at = all.indexOf(document.activeElement as HTMLElement);
    if (event.key === 'ArrowDown') focus((at + 1) % all.length);
    else if (event.key === 'ArrowUp') focus((at - 1 + all.length) % all.length);
    else if (event.key === 'Escape') {
      setOpen(false);
      root.current?.querySelector('button')?.focus();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <div class="pop" ref={root} onKeyDown={keys}>
      <button
        type="button"
        aria-haspopup="menu"
        aria-expanded={open}
        aria-keyshortcuts={shortcut}
        data-key={shortcut}
        onClick={() => setOpen(!open)}
      >
        {label} <Icon name="fold" />
      </button>
      {open ? (
        <ul role="menu" aria-label={label}>
          {items.map(({ label: text, run }) => (
            <li key={text} role="none">
              <button
                type="button"
                role="menuitem"
                tabIndex={-1}
                onClick={() => {
                  setOpen(false);
                  run();
                }}
              >
                {text}
              </button>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
