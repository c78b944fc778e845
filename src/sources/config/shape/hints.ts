import type { NumberShape, Shape, TaggedShape, TextRules } from './shape.ts';

/** What to do about a value of the wrong kind; `undefined` where the message says it already. */
export function hintForKind(shape: Shape, value: unknown): string | undefined {
  const holders = shape.kind === 'either' ? shape.options : [shape];
  const wantsKeys = holders.some(
    ({ kind }) => !['text', 'scalar', 'number', 'boolean', 'choice', 'list', 'either'].includes(kind),
  );
  if (holders.some(({ kind }) => kind === 'list') && typeof value === 'string') {
    return `Write it as a list: [${JSON.stringify(value)}].`;
  }
  const [only, ...others] = Array.isArray(value) ? (value as unknown[]) : [];
  if (holders.some(({ kind }) => kind === 'text') && typeof only === 'string' && others.length === 0) {
    return `Only one can stand here: ${only}`;
  }
  if (!wantsKeys) return undefined;
  if (Array.isArray(value))
    return holders.length === 1 ? `Remove the dashes: what stands here is written as "name: …".` : undefined;
  if (value === null || value === undefined) {
    const isShort = holders.some(({ kind }) => kind === 'text');
    return isShort ? 'Write it after the colon.' : 'Indent what belongs to it by two more spaces, or write {}.';
  }
  if (typeof value !== 'string') return undefined;
  const [, key, rest] = /^([\w-]+):(\S.*)$/.exec(value) ?? [];
  if (key !== undefined && !value.includes('://')) return `Write a space after the colon: "${key}: ${rest}".`;
  if (
    /^https?:\/\//.test(value) &&
    holders.some((holder) => holder.kind === 'record' && 'allowOrigins' in holder.fields)
  ) {
    return `Write { allowOrigins: ["${value}"] }.`;
  }
  return undefined;
}

/** What to do about an unknown key of a record. */
export function hintForKey(record: string, key: string): string | undefined {
  const isRoute = record.endsWith(' API') && /^(?:[A-Z]+ \/|\$(?:default|connect|disconnect)$)/.test(key);
  return isRoute ? 'It looks like a route: indent it by two more spaces, below routes:.' : undefined;
}

/** What to do about text that does not have the form which is wanted. */
export function hintForText({ wanted }: TextRules, value: unknown): string | undefined {
  const text = String(value);
  if (wanted === "a function's name") {
    if (/^https?:\/\//.test(text)) return `Write { http: "${text}" }.`;
    return text.includes('/')
      ? 'Declare the handler under functions:, and write the name that it has there.'
      : undefined;
  }
  if (wanted === 'an http or https URL' && /^[\w.-]+:\d+/.test(text)) return `Write http://${text}`;
  if (wanted?.includes('tcp://host:port') === true) {
    if (/^\d+$/.test(text))
      return `Write tcp://127.0.0.1:${text}, or http://127.0.0.1:${text} where it answers requests.`;
    return /^[\w.-]+:\d+$/.test(text) ? `Write tcp://${text}` : undefined;
  }
  const trimmed = text.replace(/^\/+|\/+$/g, '');
  return wanted?.includes('letters, digits') === true && trimmed !== text && trimmed !== ''
    ? `Write ${trimmed}`
    : undefined;
}

/** `30s`, `256MB`, 30000 where seconds are wanted. */
export function hintForNumber(
  { unit, min = 0, max = Number.POSITIVE_INFINITY }: NumberShape,
  value: unknown,
): string | undefined {
  const [, digits, suffix = ''] = /^\s*(\d+(?:\.\d+)?)\s*([a-zA-Z]+)\s*$/.exec(String(value)) ?? [];
  const factor = { ms: 0.001, m: 60, min: 60, gb: 1024 }[suffix.toLowerCase()] ?? 1;
  if (digits !== undefined && unit !== undefined)
    return `Write the number of ${unit} alone: ${Number(digits) * factor}`;
  const seconds = Number(value) / 1000;
  const isMilliseconds = unit === 'seconds' && Number(value) > max && seconds >= min && seconds <= max;
  return isMilliseconds ? `In seconds: ${seconds}` : undefined;
}

/** `httpApi`, `ws` and the like, for a `type`. */
export function tagLike(shape: TaggedShape, written: string): string | undefined {
  const word = written.toLowerCase();
  const found = Object.keys(shape.options).filter(
    (tag) => word.includes(tag) || (tag === 'websocket' && /^(?:ws|wss|socket)/.test(word)),
  );
  return found.length === 1 ? found[0] : undefined;
}
