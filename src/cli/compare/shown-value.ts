/** Characters of a value that a table shows. */
const LONGEST = 70;

/** JSON leaves these as they are, and a terminal would obey them: further controls, and those that turn the direction of text. */
const UNSAFE = /[\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g;

/** A value of a field on one line of the terminal; "nothing" where that side has none. */
export function shownValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  const text = JSON.stringify(value).replace(
    UNSAFE,
    (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}
