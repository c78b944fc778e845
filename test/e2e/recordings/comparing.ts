import { expect } from 'vitest';
import type { HeaderList } from '../../../src/model/http/messages.ts';

/**
 * What only edge endpoints add, which the recorded ones were and ours are not (docs/aws/rest-api-observed.md#headers-on-every-response,
 * docs/aws/rest-api-observed.md#header-names-in-events).
 */
const OF_EDGE = /^(?:via|x-cache|x-amz-cf-.*|cloudfront-.*)$/i;
/** What the recording's own client or network decided. */
const OF_TRANSPORT = /^(?:content-length|x-forwarded-.*|x-amzn-tls-.*|origin|domain)$/i;

/**
 * Compares a value with its recording: where the recording has a placeholder (`<uuid:1>`, or a header's name as its own value) there has to
 * be something, everywhere else the same. Members that edge endpoints or the recorded network added are omitted.
 */
export function expectLikeRecorded(actual: unknown, recorded: unknown): void {
  expect(filledIn(actual, recorded)).toEqual(withoutForeign(recorded));
}

/** The names of a response's headers, as a recording lists them. */
export function headerNames(headers: HeaderList | Readonly<Record<string, unknown>>): string[] {
  const names = isList(headers) ? headers.map(([name]) => name) : Object.keys(headers);
  const own = names.map((name) => name.toLowerCase()).filter((name) => !OF_EDGE.test(name));
  return [...new Set(own)].sort();
}

/** A recorded body: Python's `b'…'` or a text. */
export function recordedBytes(recorded: unknown): Buffer {
  const text = String(recorded);
  const inner = /^b'(.*)'$/s.exec(text)?.[1];
  if (inner === undefined) return Buffer.from(text, 'utf8');
  const parts = inner.match(/\\x[0-9a-f]{2}|\\[nrt\\']|[\s\S]/g) ?? [];
  const named: Readonly<Record<string, string>> = { '\\n': '\n', '\\r': '\r', '\\t': '\t', '\\\\': '\\', "\\'": "'" };
  const bytes = parts.map((part) =>
    part.startsWith('\\x') ? Buffer.from(part.slice(2), 'hex') : Buffer.from(named[part] ?? part, 'utf8'),
  );
  return Buffer.concat(bytes);
}

function isList(headers: HeaderList | Readonly<Record<string, unknown>>): headers is HeaderList {
  return Array.isArray(headers);
}

function filledIn(actual: unknown, recorded: unknown, key = ''): unknown {
  if (isPlaceholder(recorded, key)) return actual === undefined || actual === null ? actual : recorded;
  if (Array.isArray(recorded) && Array.isArray(actual)) {
    return actual.map((item, index) => filledIn(item, recorded[index]));
  }
  if (!isRecord(recorded) || !isRecord(actual)) return actual;
  const kept = Object.entries(actual).filter(([name]) => !isForeign(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, filledIn(value, recorded[name], name)]));
}

function withoutForeign(recorded: unknown): unknown {
  if (Array.isArray(recorded)) return recorded.map((item) => withoutForeign(item));
  if (!isRecord(recorded)) return recorded;
  const kept = Object.entries(recorded).filter(([name]) => !isForeign(name));
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutForeign(value)]));
}

function isForeign(name: string): boolean {
  return OF_EDGE.test(name) || OF_TRANSPORT.test(name);
}

function isPlaceholder(recorded: unknown, key: string): boolean {
  if (typeof recorded !== 'string') return false;
  const plain = (text: string): string => text.replaceAll('-', '').toLowerCase();
  return /<[^<>]+>/.test(recorded) || (key !== '' && plain(recorded) === plain(key));
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
