import type { HeaderList } from '../../model/http/messages.ts';
import type { HttpExchange } from '../call/exchange.ts';

const NOT_PASSED_ON: ReadonlySet<string> = new Set([
  // These belong to one connection (RFC 9110, 7.6.1) or are made anew for the next one.
  'connection',
  'expect',
  'host',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  // The gateway writes these itself, joined to what the caller sent.
  'content-length',
  'forwarded',
  'via',
  'x-amzn-trace-id',
]);

/**
 * What an HTTP backend receives of the client's headers, plus `Forwarded`, `Via` and the trace header, and no X-Forwarded-* of the
 * gateway's (observed 2020 to 2023: docs/aws/http-api.md#http-proxy-headers).
 */
export function backendHeaders(exchange: HttpExchange): HeaderList {
  const { client, headers } = exchange;
  const named = connectionTokens(client.headers);
  const lines: (readonly [string, string])[] = [];
  for (const line of client.headers) {
    const lower = line[0].toLowerCase();
    if (!NOT_PASSED_ON.has(lower) && named?.has(lower) !== true) lines.push(line);
  }
  lines.push(['Forwarded', joined(headers['forwarded'], forwarded(exchange))]);
  lines.push(['Via', joined(headers['via'], 'HTTP/1.1 AmazonAPIGateway')]);
  lines.push(['X-Amzn-Trace-Id', exchange.traceHeader]);
  return lines;
}

/** A backend's headers without those that its Connection header names. */
export function endToEndHeaders(headers: HeaderList): HeaderList {
  const named = connectionTokens(headers);
  return named === undefined ? headers : headers.filter(([name]) => !named.has(name.toLowerCase()));
}

/** What Connection headers name besides what becomes of the connection; `undefined` where that is nothing, as nearly always. */
function connectionTokens(headers: HeaderList): ReadonlySet<string> | undefined {
  let tokens: Set<string> | undefined;
  for (const [name, value] of headers) {
    if (name.length !== 'connection'.length || name.toLowerCase() !== 'connection') continue;
    if (value === 'keep-alive' || value === 'close') continue;
    tokens ??= new Set();
    for (const token of value.split(',')) tokens.add(token.trim().toLowerCase());
  }
  tokens?.delete('close');
  tokens?.delete('keep-alive');
  return tokens;
}

/** Clients mostly come from one address and name one host. */
let lastForwarded = { sourceIp: '', host: '', text: '' };

function forwarded({ client: { sourceIp }, headers, address }: HttpExchange): string {
  const host = headers['host'] ?? address.domainName;
  if (lastForwarded.sourceIp !== sourceIp || lastForwarded.host !== host || lastForwarded.text === '') {
    const text = `for=${forwardedValue(sourceIp)};host=${forwardedValue(host)};proto=https`;
    lastForwarded = { sourceIp, host, text };
  }
  return lastForwarded.text;
}

const TOKEN = /^[\w.!#$%&'*+^`|~-]+$/;

/** RFC 7239: what is not a token is quoted; IPv6 addresses stand in brackets. */
function forwardedValue(value: string): string {
  if (TOKEN.test(value)) return value;
  const bracketed = isIpv6(value) ? `[${value}]` : value;
  return `"${bracketed.replace(/["\\]/g, '\\$&')}"`;
}

/** Two questions instead of one pattern: the colon in the middle of a pattern would be looked for again and again in a long `Host`. */
function isIpv6(value: string): boolean {
  return value.includes('::') || (/^[0-9a-f:]+$/i.test(value) && value.slice(1, -1).includes(':'));
}

function joined(before: string | undefined, added: string): string {
  return before === undefined ? added : `${before}, ${added}`;
}
