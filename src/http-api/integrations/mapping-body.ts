import type { MappingValue } from './mapping-value.ts';

/** A body that a path looks into is cut at 100 KB first, which mostly makes it unreadable as JSON; the whole body is not cut. */
const LONGEST_READ = 100 * 1024;

/** `$request.body`, `$request.body.a.b`: JSON path of names and indexes, without `..` and filters (http-api.md 10.6). */
export function bodyValue(side: 'requestBody' | 'responseBody', path: string | undefined): MappingValue {
  if (path === undefined) return (values) => values[side]();
  const steps = [...path.matchAll(/([^.[\]]+)/g)].map(([step]) => step.replace(/^(['"])(.*)\1$/, '$2'));
  return (values) => textOf(follow(parse(values[side]()), steps));
}

function parse(text: string): unknown {
  try {
    return JSON.parse(cut(text));
  } catch {
    return undefined;
  }
}

function cut(text: string): string {
  if (text.length * 3 <= LONGEST_READ) return text;
  const bytes = Buffer.from(text, 'utf8');
  return bytes.length <= LONGEST_READ ? text : bytes.subarray(0, LONGEST_READ).toString('utf8');
}

function follow(root: unknown, steps: readonly string[]): unknown {
  let value = root;
  for (const step of steps) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[step];
  }
  return value;
}

/** Text as it is, everything else as JSON; null is no value. */
function textOf(value: unknown): string | undefined {
  if (value === undefined || value === null) return undefined;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
