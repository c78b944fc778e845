import { isJsonObject, parseJsonOrText } from '../../model/base/json.ts';
import { hasControlCharacter, isHeaderName } from '../../model/http/headers/header-syntax.ts';
import type { ClientResponse, HeaderList } from '../../model/http/messages.ts';

/** Thrown for an answer that no HTTP response can be made of; the client gets the 502 of a failed function. */
export class MalformedResponse extends Error {}

type Fields = Readonly<Record<string, unknown>>;

/**
 * What the result of a function means (docs/aws/lambda.md#function-urls): an object with `statusCode` is a response, anything else is the
 * body of a 200 in JSON; a string goes out without its quotes, as observed. `payload` is what the runtime returned. Throws
 * `MalformedResponse`.
 */
export function interpretResult(payload: string): ClientResponse {
  const value = parseJsonOrText(payload);
  if (isJsonObject(value) && 'statusCode' in value) {
    return { ...responseHead(value, 'application/json'), body: bodyOf(value) };
  }
  const body = typeof value === 'string' ? value : payload;
  return { statusCode: 200, headers: [['Content-Type', 'application/json']], body };
}

/** Status and headers that a function set, in a result or in a stream's metadata. */
export function responseHead(fields: Fields, defaultType: string): { statusCode: number; headers: HeaderList } {
  const headers = [
    ...singleLines(fields['headers']),
    ...multiLines(fields['multiValueHeaders']),
    ...cookieLines(fields['cookies']),
  ];
  if (!headers.some(([name]) => name.toLowerCase() === 'content-type')) headers.push(['Content-Type', defaultType]);
  return { statusCode: statusOf(fields['statusCode'] ?? 200), headers };
}

/** A numeric string will do. */
function statusOf(value: unknown): number {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  if (Number.isInteger(status) && Number(status) >= 200 && Number(status) <= 599) return Number(status);
  throw new MalformedResponse(`statusCode must be a number from 200 to 599, found ${show(value)}`);
}

/** A body that is not text goes out as JSON (unproven). */
function bodyOf({ body, isBase64Encoded }: Fields): string | Buffer {
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') return JSON.stringify(body);
  return isBase64Encoded === true ? Buffer.from(body, 'base64') : body;
}

function singleLines(headers: unknown): [string, string][] {
  return entriesOf('headers', headers).map(([name, value]) => line(name, value));
}

function multiLines(headers: unknown): [string, string][] {
  return entriesOf('multiValueHeaders', headers).flatMap(([name, values]) =>
    Array.isArray(values) ? values.map((value: unknown) => line(name, value)) : [line(name, values)],
  );
}

function cookieLines(cookies: unknown): [string, string][] {
  if (cookies === undefined || cookies === null) return [];
  if (!Array.isArray(cookies)) throw new MalformedResponse(`cookies must be an array, found ${show(cookies)}`);
  return cookies.filter((cookie) => cookie !== null).map((cookie: unknown) => line('Set-Cookie', cookie));
}

function entriesOf(field: string, value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (!isJsonObject(value)) throw new MalformedResponse(`${field} must be an object, found ${show(value)}`);
  return Object.entries(value).filter(([name, entry]) => entry !== null && !CONNECTION.has(name.toLowerCase()));
}

/** The connection's own: a function does not set these. */
const CONNECTION: ReadonlySet<string> = new Set([
  'connection',
  'content-length',
  'date',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

function line(name: string, value: unknown): [string, string] {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw new MalformedResponse(`header ${name} must be a string, found ${show(value)}`);
  }
  const text = String(value);
  if (!isHeaderName(name) || hasControlCharacter(text))
    throw new MalformedResponse(`${show(name)} cannot be sent as a header`);
  return [name, text];
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'undefined';
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
