import { store } from '../live/store.ts';

let read: { readonly root: string; readonly statuses: ReadonlySet<number> } | undefined;

/**
 * Whether this project expects a status, so that a wanted 401 is not as loud as a 500. What is expected is kept in the browser, by the
 * project's folder.
 */
export function isExpected(statusCode: number): boolean {
  const root = store.state?.root ?? '';
  if (read?.root !== root) read = { root, statuses: statusesOf(expectedText()) };
  return read.statuses.has(statusCode);
}

/** As it was written: `401, 404`. */
export function expectedText(): string {
  return localStorage.getItem(keyOf()) ?? '';
}

export function setExpected(text: string): void {
  localStorage.setItem(keyOf(), text);
  read = undefined;
}

function keyOf(): string {
  return `expected ${store.state?.root ?? ''}`;
}

function statusesOf(text: string): ReadonlySet<number> {
  return new Set((text.match(/\b[1-5]\d\d\b/g) ?? []).map(Number));
}
