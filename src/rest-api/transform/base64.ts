/** Decodes base64 as strictly as Java does: only its alphabet, padding at the end or none. `undefined` when the text is something else. */
export function decodeBase64(text: string): Buffer | undefined {
  const unpadded = text.length - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0);
  if (unpadded % 4 === 1 || (unpadded !== text.length && text.length % 4 !== 0)) return undefined;
  if (!/^[A-Za-z0-9+/]*$/.test(text.slice(0, unpadded))) return undefined;
  return Buffer.from(text, 'base64');
}
