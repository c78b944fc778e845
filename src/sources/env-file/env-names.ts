/** A line of a .env file that sets a variable, or fails to. */
export interface EnvLine {
  /** From 1. */
  readonly line: number;
  /** Empty where there is none. */
  readonly name: string;
  readonly fault?: 'unreadable' | 'colon' | 'unclosed';
}

const SETS = /^\s*(?:export\s+)?([A-Za-z_][\w.-]*)\s*=\s*(.*)$/;

/** The lines of a .env file that are neither empty nor comments; further lines of a quoted value belong to its first. */
export function readEnvNames(text: string): EnvLine[] {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/);
  const found: EnvLine[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const written = lines[index] ?? '';
    if (/^\s*(?:#|$)/.test(written)) continue;
    const [, name, value = ''] = SETS.exec(written) ?? [];
    if (name === undefined) {
      const fault = /^\s*[A-Za-z_][\w.-]*\s*:/.test(written) ? 'colon' : 'unreadable';
      found.push({ line: index + 1, name: '', fault });
      continue;
    }
    const end = lastLineOf(value, lines, index);
    found.push({ line: index + 1, name, ...(end === undefined ? { fault: 'unclosed' as const } : {}) });
    index = end ?? index;
  }
  return found;
}

/** Index of the line where a value ends; `undefined` where its quote is never closed. */
function lastLineOf(value: string, lines: readonly string[], index: number): number | undefined {
  const quote = /^["'`]/.exec(value)?.[0];
  if (quote === undefined || value.includes(quote, 1)) return index;
  for (let next = index + 1; next < lines.length; next += 1) if ((lines[next] ?? '').includes(quote)) return next;
  return undefined;
}
