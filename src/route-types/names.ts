/** `back-office` -> `BackOffice`: a name that a type can have. */
export function typeName(...parts: readonly string[]): string {
  const name = parts
    .flatMap((part) => part.split(/[^A-Za-z0-9]+/))
    .filter((word) => word !== '')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return /^[A-Za-z]/.test(name) ? name : `T${name}`;
}

/** A key of an object type: quoted where it is no identifier. */
export function memberName(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : text(name);
}

/** A string literal. */
export function text(value: string): string {
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`;
}

/** Lines of a type moved to the right. */
export function indented(lines: string): string {
  return lines.replaceAll('\n', '\n  ');
}

/** A doc comment in front of a declaration or member; nothing for an empty text. */
export function comment(words: unknown): string {
  if (typeof words !== 'string' || words.trim() === '') return '';
  return `/** ${words.trim().replaceAll(/\s+/g, ' ').replaceAll('*/', '*\\/')} */\n`;
}
