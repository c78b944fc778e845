// Two characters of Unicode's private use area: no template contains them, and they survive Fn::Join, Fn::Sub and Fn::Split.
const BEGIN = '\uE000';
const END = '\uE001';
const PLACEHOLDER = /\uE000([^\uE000\uE001]*)\uE001/g;

/**
 * A value that cannot be known without AWS, as text that can stand inside other texts. `key` is what `values:` of the configuration calls
 * it: `ssm:/shop/key`, `import:SharedVpcId`, `Database.Endpoint.Address`. The code that reads the text decides what the placeholder means.
 */
export function placeholder(key: string): string {
  return `${BEGIN}${key}${END}`;
}

/** The keys of all placeholders in a text. */
export function placeholdersIn(text: string): string[] {
  if (!text.includes(BEGIN)) return [];
  return Array.from(text.matchAll(PLACEHOLDER), ([, key = '']) => key);
}

/** Splits a text at a delimiter, but not inside its placeholders, whose keys are no part of the value. */
export function splitAround(text: string, delimiter: string): string[] {
  if (!text.includes(BEGIN)) return text.split(delimiter);
  const keys = placeholdersIn(text);
  let next = 0;
  return text
    .replace(PLACEHOLDER, BEGIN + END)
    .split(delimiter)
    .map((part) => part.replaceAll(BEGIN + END, () => placeholder(keys[next++] ?? '')));
}

/** The text with its placeholders as readable words. */
export function withoutMarks(text: string): string {
  return text.includes(BEGIN) ? text.replace(PLACEHOLDER, (_, key: string) => key) : text;
}
