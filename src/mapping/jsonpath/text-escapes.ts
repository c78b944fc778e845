const escapes: Record<string, string> = { r: '\r', f: '\f', t: '\t', n: '\n', b: '\b' };

/**
 * A name or a text in quotes with its backslash escapes resolved; an unknown one stands for the character itself.
 * `undefined` when `\u` is followed by something that is not a hexadecimal number; one that is cut off disappears.
 */
export function unescapeText(text: string): string | undefined {
  if (!text.includes('\\')) return text;
  let isWrong = false;
  const result = text.replace(/\\(?:u([^]{1,4})?|([^])|$)/g, (_escape, digits?: string, letter?: string) => {
    if (letter !== undefined) return escapes[letter] ?? letter;
    if (digits === undefined) return _escape === '\\' ? '\\' : '';
    if (digits.length < 4) return '';
    if (!/^[0-9a-fA-F]{4}$/.test(digits)) isWrong = true;
    return String.fromCharCode(Number.parseInt(digits, 16));
  });
  return isWrong ? undefined : result;
}
