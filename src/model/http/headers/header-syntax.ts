/** Names repeat with every request; they come from functions and backends, so there must be an end. */
const MOST_REMEMBERED = 2000;
const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const known = new Map<string, boolean>();

/** Whether a text can be the name of a header. */
export function isHeaderName(name: string): boolean {
  const remembered = known.get(name);
  if (remembered !== undefined) return remembered;
  const valid = TOKEN.test(name);
  if (known.size < MOST_REMEMBERED) known.set(name, valid);
  return valid;
}

/** Whether a text has a character that no header's value can have: control characters but for the tab. A loop costs less than an expression here. */
export function hasControlCharacter(value: string): boolean {
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (code < 0x20 ? code !== 0x09 : code === 0x7f) return true;
  }
  return false;
}
