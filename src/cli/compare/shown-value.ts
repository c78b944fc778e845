import { visibleText } from '../print/visible-text.ts';

/** Characters of a value that a table shows. */
const LONGEST = 70;

/** A value of a field on one line of the terminal; "nothing" where that side has none. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = visibleText(JSON.stringify(value));
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
