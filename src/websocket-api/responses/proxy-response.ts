import { GatewayError } from '../../model/http/gateway-error.ts';
import { answeredFlag } from '../../model/lambda/answered-flag.ts';
import type { IntegrationOutcome } from '../call/results.ts';

/**
 * Reads what a function behind a proxy integration returned: an object of these five members and no other, none of them mandatory
 * (docs/aws/websocket-api.md#valid-proxy-responses, docs/aws/lambda.md#rest-proxy, recorded 2024). Throws MALFORMED_PROXY_RESPONSE with
 * what was found.
 */
export function readProxyResponse(value: unknown): IntegrationOutcome {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw malformed(`an object like {"statusCode": 200} was expected, ${described(value)} was returned`);
  const response = value as Record<string, unknown>;
  for (const key of Object.keys(response)) {
    if (!MEMBERS.has(key)) throw malformed(`"${key}" is not a member of a proxy response (${[...MEMBERS].join(', ')})`);
  }
  const statusCode = readStatus(response['statusCode']);
  const subprotocol = readSubprotocol(response['headers'], response['multiValueHeaders']);
  return {
    statusCode,
    body: readBody(response['body'], response['isBase64Encoded']),
    ...(subprotocol === undefined ? {} : { subprotocol }),
  };
}

const MEMBERS = new Set(['statusCode', 'headers', 'multiValueHeaders', 'body', 'isBase64Encoded']);

/** A number in a text is taken too (recorded for REST). */
function readStatus(value: unknown): number {
  if (value === undefined || value === null) return 200;
  const status = typeof value === 'string' && /^\d{3}$/.test(value) ? Number(value) : value;
  if (typeof status !== 'number' || !Number.isInteger(status) || status < 100 || status > 999)
    throw malformed(`statusCode must be an integer of three digits, ${described(value)} was found`);
  return status;
}

/** Base64 text is decoded before it is sent as text (inferred, docs/aws/websocket-api.md#one-way-and-two-way). */
function readBody(body: unknown, isBase64Encoded: unknown): string {
  const flag = answeredFlag(isBase64Encoded);
  if (flag === undefined)
    throw malformed(`isBase64Encoded must be true or false, ${described(isBase64Encoded)} was found`);
  if (body === undefined || body === null) return '';
  if (typeof body !== 'string') throw malformed(`body must be a string, ${described(body)} was found`);
  return flag ? Buffer.from(body, 'base64').toString('utf8') : body;
}

/** All values of `Sec-WebSocket-Protocol` as they would stand in one header line; several make it invalid, as on AWS (5). */
function readSubprotocol(headers: unknown, multiValueHeaders: unknown): string | undefined {
  const found: string[] = [];
  for (const [name, values] of entriesOf(multiValueHeaders, 'multiValueHeaders')) {
    if (!Array.isArray(values))
      throw malformed(`multiValueHeaders.${name} must be a list, ${described(values)} was found`);
    if (isSubprotocol(name)) found.push(...values.map((value) => headerText(value, name)));
  }
  for (const [name, value] of entriesOf(headers, 'headers')) {
    const text = headerText(value, name);
    if (isSubprotocol(name)) found.push(text);
  }
  if (found.length === 0) return undefined;
  const line = found.join(', ');
  if (!/^[\t\x20-\x7e]*$/.test(line))
    throw malformed('Sec-WebSocket-Protocol holds characters that no header may have');
  return line;
}

function entriesOf(value: unknown, member: string): [string, unknown][] {
  if (value === undefined || value === null) return [];
  if (typeof value !== 'object' || Array.isArray(value))
    throw malformed(`${member} must be an object, ${described(value)} was found`);
  return Object.entries(value);
}

function headerText(value: unknown, name: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (value === null || value === undefined) return '';
  throw malformed(`the header ${name} must be a text, ${described(value)} was found`);
}

function isSubprotocol(name: string): boolean {
  return name.toLowerCase() === 'sec-websocket-protocol';
}

function malformed(found: string): GatewayError {
  return new GatewayError('MALFORMED_PROXY_RESPONSE', { reason: `malformed proxy response: ${found}` });
}

function described(value: unknown): string {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `the ${typeof value} ${JSON.stringify(value)}`;
}
