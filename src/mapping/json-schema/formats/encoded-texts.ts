/** What is wrong with a text that should be base64. */
export function encodedTextProblem(text: string): string | undefined {
  if (text.length % 4 !== 0) return `input has illegal length (must be a multiple of 4, found ${text.length})`;
  const index = text.replace(/==?$/, '').search(/[^a-zA-Z0-9+/]/);
  if (index === -1) return undefined;
  return `illegal character "${text.charAt(index)}" at index ${index} (not in Base64 alphabet)`;
}

/** What is wrong with a text that should be that many hexadecimal digits. */
export function hexTextProblem(length: number): (text: string) => string | undefined {
  return (text) => {
    if (text.length !== length) return `input string has incorrect length (${text.length}, expected ${length})`;
    const index = text.search(/[^0-9a-fA-F]/);
    return index === -1 ? undefined : `illegal character "${text.charAt(index)}" in input at index ${index}`;
  };
}
