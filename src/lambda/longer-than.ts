/** Whether a text has more UTF-8 bytes than that, without counting them where the length decides. */
export function isLongerThan(text: string, bytes: number): boolean {
  return text.length * 3 > bytes && Buffer.byteLength(text) > bytes;
}
