import { isJsonObject, parseJson } from '../../model/base/json.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { hasControlCharacter, isHeaderName } from '../../model/http/headers/header-syntax.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import type { IntegrationResult } from '../call/results.ts';

type Fields = Readonly<Record<string, unknown>>;

const JSON_TYPE: HeaderList = [['Content-Type', 'application/json']];

/**
 * What a function's answer means under payload format 2.0 (docs/aws/http-api.md#payload-2-responses). `payload` is the text the runtime
 * returned; where the answer is inferred, it goes out byte for byte. Throws MALFORMED_PROXY_RESPONSE.
 */
export function interpretV2(payload: string): IntegrationResult {
  const value = parseJson(payload);
  if (isJsonObject(value) && 'statusCode' in value) return fullResponse(value, headersV2(value));
  // A string loses its quotes; text that is not JSON (custom runtimes) goes out as it is (recorded 2025, against the guide).
  return { statusCode: 200, headers: JSON_TYPE, body: typeof value === 'string' ? value : payload };
}

/** The same under payload format 1.0 (docs/aws/http-api.md#payload-1-responses): only the full form is an answer. */
export function interpretV1(payload: string): IntegrationResult {
  const value = parseJson(payload);
  if (!isJsonObject(value)) throw malformed(`an object with statusCode was expected, found ${describe(payload)}`);
  return fullResponse(value, headersV1(value));
}

function fullResponse(fields: Fields, headers: HeaderList): IntegrationResult {
  const { body, isBase64Encoded } = fields;
  const statusCode = statusCodeOf(fields['statusCode']);
  if (body !== undefined && body !== null && typeof body !== 'string') {
    throw malformed(`body must be a string, found ${show(body)}; wrap it in JSON.stringify()`);
  }
  if (isBase64Encoded !== undefined && isBase64Encoded !== null && typeof isBase64Encoded !== 'boolean') {
    throw malformed(`isBase64Encoded must be true or false, found ${show(isBase64Encoded)}`);
  }
  return { statusCode, headers, body: isBase64Encoded === true && body ? decodeBase64(body) : (body ?? '') };
}

/**
 * Recorded 2025: 0 and 200.5 are refused. `"200"` is taken, as in REST APIs (docs/aws/http-api.md#full-response-fields). What no final HTTP
 * response can have is refused (unproven).
 */
function statusCodeOf(value: unknown): number {
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  if (typeof status === 'number' && Number.isInteger(status) && status >= 200 && status <= 599) return status;
  throw malformed(`statusCode must be an integer from 200 to 599, found ${show(value)}`);
}

/** `multiValueHeaders` means nothing here; the cookies come before a `set-cookie` among the headers. */
function headersV2(fields: Fields): HeaderList {
  return withDefaultType([...cookieLines(fields['cookies']), ...singleLines(fields['headers'])]);
}

/** Recorded 2025: a name in both maps gives the single value first, then the others, each on a line of its own. */
function headersV1(fields: Fields): HeaderList {
  return withDefaultType([...singleLines(fields['headers']), ...multiLines(fields['multiValueHeaders'])]);
}

/** Recorded: unlike REST APIs, `text/plain` for both formats and base64 bodies too. */
function withDefaultType(lines: [string, string][]): HeaderList {
  if (!lines.some(([name]) => name.toLowerCase() === 'content-type'))
    lines.push(['Content-Type', 'text/plain; charset=utf-8']);
  return lines;
}

function cookieLines(cookies: unknown): [string, string][] {
  if (cookies === undefined || cookies === null) return [];
  if (!Array.isArray(cookies)) throw malformed(`cookies must be an array of strings, found ${show(cookies)}`);
  return cookies.filter(isPresent).map((cookie: unknown) => line('Set-Cookie', cookie));
}

function singleLines(headers: unknown): [string, string][] {
  return entriesOf('headers', headers).map(([name, value]) => line(name, value));
}

function multiLines(headers: unknown): [string, string][] {
  return entriesOf('multiValueHeaders', headers).flatMap(([name, values]) => {
    if (!Array.isArray(values)) throw malformed(`multiValueHeaders.${name} must be an array, found ${show(values)}`);
    return values.filter(isPresent).map((value: unknown) => line(name, value));
  });
}

/** Null values are passed over, in lists too, as in REST APIs (unproven). */
function entriesOf(field: string, value: unknown): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (!isJsonObject(value)) throw malformed(`${field} must be an object, found ${show(value)}`);
  return Object.entries(value).filter(([, entry]) => isPresent(entry));
}

function isPresent(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function line(name: string, value: unknown): [string, string] {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') {
    throw malformed(`header ${name} must be a string, found ${show(value)}`);
  }
  const text = String(value);
  if (!isHeaderName(name)) throw malformed(`${show(name)} is not the name of a header`);
  if (hasControlCharacter(text)) throw malformed(`header ${name} has a control character in its value`);
  return [name, text];
}

const BASE64 = /^[A-Za-z0-9+/]*={0,2}$/;

function decodeBase64(body: string): Buffer {
  if (BASE64.test(body)) return Buffer.from(body, 'base64');
  throw malformed('isBase64Encoded is true but the body is not base64');
}

function malformed(what: string): GatewayError {
  return new GatewayError('MALFORMED_PROXY_RESPONSE', { reason: `The function's response is malformed: ${what}` });
}

function show(value: unknown): string {
  return describe(JSON.stringify(value) ?? 'undefined');
}

function describe(text: string): string {
  return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
