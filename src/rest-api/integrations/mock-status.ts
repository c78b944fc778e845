/**
 * The integer `statusCode` of what a MOCK integration's request template gave, read as leniently as API Gateway reads it: bare and
 * single-quoted keys, stray commas and text after the closing brace pass; a quoted number, an unclosed quote or brace does not
 * (rest-api-observed 10). `undefined` when there is none.
 */
export function mockStatus(output: string): number | undefined {
  const entries = entriesOf(output.trim());
  for (const entry of entries ?? []) {
    const status = /^\s*(?:"statusCode"|'statusCode'|statusCode)\s*:\s*(\d{1,9})\s*$/.exec(entry)?.[1];
    if (status !== undefined) return Number(status);
  }
  return undefined;
}

/** The comma-separated members of the object that the text begins with, or `undefined` when it does not begin with a whole one. */
function entriesOf(text: string): string[] | undefined {
  if (!text.startsWith('{')) return undefined;
  const entries: string[] = [];
  let depth = 0;
  let start = 1;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === '"' || character === "'") {
      at = endOfString(text, at);
      if (at < 0) return undefined;
    } else if (character === '{' || character === '[') depth += 1;
    else if (character === '}' || character === ']') {
      depth -= 1;
      if (depth === 0) return [...entries, text.slice(start, at)];
    } else if (character === ',' && depth === 1) {
      entries.push(text.slice(start, at));
      start = at + 1;
    }
  }
  return undefined;
}

/** Index of the closing quote, or -1. */
function endOfString(text: string, open: number): number {
  for (let at = open + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === text[open]) return at;
  }
  return -1;
}
