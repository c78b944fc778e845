/** Decodes every percent sequence as UTF-8. What is not valid stays as it was sent (unproven: AWS was not seen with such input). */
export function percentDecode(text: string): string {
  if (!text.includes('%')) return text;
  try {
    return decodeURIComponent(text);
  } catch {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, decodeRun);
  }
}

/** A path as payload 2.0 shows it: decoded, but `%2F` keeps its spelling and so never adds a segment (recorded 2020: http-api.md 2.4). */
export function decodePath(path: string): string {
  if (!path.includes('%')) return path;
  return path
    .split(/(%2f)/i)
    .map((part, index) => (index % 2 === 1 ? part : percentDecode(part)))
    .join('');
}

/** A name or value of a query string: `+` is a space there, unlike in a path. */
export function formDecode(text: string): string {
  return percentDecode(text.includes('+') ? text.replaceAll('+', ' ') : text);
}

function decodeRun(run: string): string {
  try {
    return decodeURIComponent(run);
  } catch {
    return run;
  }
}
