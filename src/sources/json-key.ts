/**
 * Whether a JSON text has a key of one of these names (`a|b`), wherever it stands. Two searches: one expression would read on to the end from each
 * line with a brace.
 */
export function hasJsonKey(names: string, text: string): boolean {
  const brace = text.search(/^[^\S\r\n]*\{/m);
  return brace !== -1 && new RegExp(`"(?:${names})"\\s*:`).test(text.slice(brace));
}
