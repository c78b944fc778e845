const short: Readonly<Record<string, string>> = {
  '"': '\\"',
  "'": "\\'",
  '\\': '\\\\',
  '/': '\\/',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const special = /["'\\/\u0000-\u001f\u007f-\uffff]/g;

/**
 * `$util.escapeJavaScript`: what commons-lang 2.6 makes of a text. The single quote and the slash are escaped too, and what is not
 * ASCII is written `\u00E9` (docs/aws/vtl.md#util). `\'` is not JSON: templates undo it with `.replaceAll("\\'", "'")`.
 */
export function escapeJavaScript(text: string): string {
  return text.replace(special, (character) => short[character] ?? unicodeEscape(character));
}

function unicodeEscape(character: string): string {
  const code = character.charCodeAt(0);
  // commons-lang leaves DEL as it is: its range of printable characters ends one too late.
  return code === 0x7f ? character : `\\u${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
