import { go, link, readAddress, setQuery } from './live/address.ts';
import { store } from './live/store.ts';
import { VIEWS } from './view-list.ts';

/** What `g` waits for its letter, in milliseconds. */
const PATIENCE = 1500;

/**
 * Keys of the whole page. Single letters work only while no field has the focus and they are not switched off (WCAG 2.1.4). Returns what ends
 * it.
 */
export function followKeys(help: () => void, letters: () => boolean): () => void {
  let goneSince = 0;
  const pressed = (event: KeyboardEvent): void => {
    if (
      event.defaultPrevented ||
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      document.querySelector('dialog[open]')
    )
      return;
    const isTyping =
      event.target instanceof Element &&
      event.target.matches('input:not([type=checkbox]):not([type=range]), textarea, select');
    if (event.key === 'Escape') return escape(isTyping);
    if (event.key === 'ArrowDown' && event.target instanceof Element && event.target.matches('[data-filter]'))
      return focusList();
    if (isTyping || !letters()) return;
    if (Date.now() - goneSince < PATIENCE) {
      goneSince = 0;
      const view = VIEWS.find(({ key }) => key === event.key);
      if (view !== undefined) {
        event.preventDefault();
        go(link(view.id));
      }
      return;
    }
    if (event.key === 'g') goneSince = Date.now();
    else if (event.key === '/') document.querySelector<HTMLElement>('[data-filter]')?.focus();
    else if (event.key === 'p') store.togglePause();
    else if (event.key === '?') help();
    else if (event.key === 'o') document.querySelector<HTMLElement>('[data-editor]')?.click();
    else if (event.key === 'r' || event.key === 'e' || event.key === 'c')
      document.querySelector<HTMLElement>(`[data-key="${event.key}"]`)?.click();
    else if (event.key === 'ArrowDown' || event.key === 'j') focusList();
    else return;
    event.preventDefault();
  };
  addEventListener('keydown', pressed);
  return () => removeEventListener('keydown', pressed);
}

function focusList(): void {
  document.querySelector<HTMLElement>('[data-list] [role=row][tabindex="0"]')?.focus();
}

/** Leaves the field, closes what is open, then clears the filter. The line that was open has the focus afterwards. */
function escape(isTyping: boolean): void {
  const { view, parts, query } = readAddress();
  if (isTyping && document.activeElement instanceof HTMLElement && (parts.length > 0 || query['q'] === undefined)) {
    document.activeElement.blur();
    return;
  }
  const [open] = parts;
  if (open !== undefined) {
    go(link(view, [], query));
    requestAnimationFrame(() =>
      requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-id="${CSS.escape(open)}"]`)?.focus()),
    );
    return;
  }
  setQuery({ q: '', status: '', failed: '', api: '', fn: '' });
}
