/** Digits beyond which JavaScript's numbers no longer tell two integers apart. */
const EXACT_DIGITS = 15;
const TOKENS = /"(?:\\.|[^"\\])*"|-?\d[\d.eE+-]*/g;

/** The value of a JSON text, with integers of more than 15 digits as texts `number 123…`; `undefined` where the text is not JSON. */
export function exactJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(TOKENS, (token) => (isLong(token) ? `"number ${token}"` : token)));
  } catch {
    return undefined;
  }
}

function isLong(token: string): boolean {
  return /^-?\d+$/.test(token) && token.length > EXACT_DIGITS;
}
