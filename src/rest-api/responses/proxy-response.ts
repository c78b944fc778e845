import { isJsonObject, parseJson } from '../../model/base/json.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { answeredFlag } from '../../model/lambda/answered-flag.ts';

/** What a function with proxy integration asks to be sent. */
export interface ProxyResponse {
  readonly statusCode: number;
  readonly headers: HeaderList;
  readonly body: string;
  readonly isBase64Encoded: boolean;
}

const KNOWN_KEYS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/**
 * Reads the JSON text that a function returned (recorded: docs/aws/rest-api-observed.md#function-answers). Nothing is mandatory, nothing
 * else is allowed.
 *
 * @throws {GatewayError} MALFORMED_PROXY_RESPONSE, a 502, with what is wrong for the developer.
 */
export function readProxyResponse(payload: string): ProxyResponse {
  const answer = parseObject(payload);
  for (const key of Object.keys(answer)) {
    if (KNOWN_KEYS.has(key)) continue;
    throw malformed(`it has the key "${key}"; only ${[...KNOWN_KEYS].join(', ')} are allowed`);
  }
  return {
    statusCode: statusCodeOf(answer['statusCode']),
    headers: mergeHeaders(answer['headers'], answer['multiValueHeaders']),
    body: bodyOf(answer['body']),
    isBase64Encoded: flagOf(answer['isBase64Encoded']),
  };
}

/** Status, 200 when absent; a numeric string will do. */
export function statusCodeOf(value: unknown): number {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 200 || status > 599) {
    throw malformed(`statusCode is ${show(value)}; it must be a number from 200 to 599`);
  }
  return status;
}

/**
 * Both maps together, multi-value headers first; where names differ in case only, the spelling of `multiValueHeaders` stands for all, and a
 * value that is in both maps is sent once. A header whose value is null is dropped (docs/aws/rest-api.md#response-contract).
 */
export function mergeHeaders(single: unknown, multiple: unknown): HeaderList {
  const merged = new Map<string, { readonly name: string; readonly values: string[] }>();
  for (const [name, values] of entriesOf(multiple, 'multiValueHeaders')) {
    if (!isPresent(values)) continue;
    if (!Array.isArray(values)) throw malformed(`multiValueHeaders["${name}"] is ${show(values)}; it must be a list`);
    const texts = values.filter(isPresent).map((value: unknown) => headerText(name, value));
    const lowerName = name.toLowerCase();
    const known = merged.get(lowerName);
    if (known) known.values.push(...texts);
    else merged.set(lowerName, { name, values: texts });
  }
  for (const [name, value] of entriesOf(single, 'headers')) {
    if (!isPresent(value)) continue;
    const text = headerText(name, value);
    const lowerName = name.toLowerCase();
    const known = merged.get(lowerName);
    if (!known) merged.set(lowerName, { name, values: [text] });
    else if (!known.values.includes(text)) known.values.push(text);
  }
  const list: (readonly [name: string, value: string])[] = [];
  for (const { name, values } of merged.values()) for (const value of values) list.push([name, value]);
  return list;
}

/** The reason, as the gateway's log has it, with the detail that helps the developer. */
export function malformed(detail: string): GatewayError {
  return new GatewayError('MALFORMED_PROXY_RESPONSE', { reason: `Malformed Lambda proxy response: ${detail}` });
}

function parseObject(payload: string): Readonly<Record<string, unknown>> {
  const value = parseJson(payload);
  if (value === undefined) throw malformed('it is not JSON');
  if (!isJsonObject(value)) throw malformed(`the function returned ${show(value)}; it must be an object`);
  return value;
}

const NONE: readonly [string, unknown][] = [];

function entriesOf(value: unknown, key: string): readonly [string, unknown][] {
  if (value === undefined || value === null) return NONE;
  if (typeof value !== 'object' || Array.isArray(value))
    throw malformed(`${key} is ${show(value)}; it must be an object`);
  return Object.entries(value);
}

/** Nothing is sent for null. */
export function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null;
}

/**
 * The value of a header as text; a boolean is recorded, a number is what AWS's own samples return
 * (docs/aws/rest-api-observed.md#function-answers). Throws MALFORMED_PROXY_RESPONSE.
 */
export function headerText(name: string, value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'number') return String(value);
  throw malformed(`the header "${name}" is ${show(value)}; it must be a string, a number or a boolean`);
}

function bodyOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  if (typeof value !== 'string') throw malformed(`body is ${show(value)}; it must be a string (use JSON.stringify)`);
  return value;
}

function flagOf(value: unknown): boolean {
  const flag = answeredFlag(value);
  if (flag === undefined) throw malformed(`isBase64Encoded is ${show(value)}; it must be true or false`);
  return flag;
}

const SHOWN = 60;

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
}
