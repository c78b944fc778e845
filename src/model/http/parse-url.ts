/**
 * A text as a URL, `undefined` if it is not one. Not `URL.canParse`, which on Node 20 and 22 refuses good host names with an é or the like as
 * soon as the code that asks it has been optimised.
 */
export function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}
