/**
 * Whether the text could be a connection id: base64 of some bytes, in either alphabet, padded to full groups of four. Other texts are
 * answered with 400 instead of 410 (docs/aws/websocket-api.md#connections-errors); AWS does not say what it takes for malformed.
 */
export function isConnectionId(text: string): boolean {
  return text.length % 4 === 0 && text.length <= 64 && /^[A-Za-z0-9+/_-]{2,}={0,2}$/.test(text);
}
