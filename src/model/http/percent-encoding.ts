/** `encodeURIComponent` for any text: half of a surrogate pair has no UTF-8 and becomes a question mark, as in Java's URLEncoder. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Surrogate}/gu, '?'));
}
