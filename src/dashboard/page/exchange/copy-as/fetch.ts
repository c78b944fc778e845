import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import { bodyOf, copiedHeaders, CUT_BODY, hasHeader, headerBytes, isCut, urlOf } from './request-parts.ts';

/** A call of `fetch` that sends the same request, as far as `fetch` can. */
export function asFetch(exchange: ExchangeRecord, origin: string): string {
  return fetchCall(exchange, JSON.stringify(urlOf(exchange, origin)));
}

/** `url`: an expression. */
export function fetchCall(exchange: ExchangeRecord, url: string): string {
  const method = exchange.request?.method ?? 'GET';
  // `fetch` takes a character for each byte.
  const headers = copiedHeaders(exchange).map(([name, value]) => [name, String.fromCharCode(...headerBytes(value))]);
  const hasNoBody = method === 'GET' || method === 'HEAD';
  const body = bodyOf(exchange);
  const lines = [
    `  method: ${JSON.stringify(method)},`,
    ...(headers.length === 0
      ? []
      : [`  headers: [\n${headers.map((pair) => `    ${JSON.stringify(pair)},\n`).join('')}  ],`]),
    ...(body === undefined || hasNoBody ? [] : [`  body: ${bodyExpression(exchange)},`]),
  ];
  const notes = [
    ...(isCut(exchange) ? [CUT_BODY] : []),
    ...(body !== undefined && hasNoBody ? [`The request had a body, which fetch does not send with ${method}.`] : []),
  ];
  return `${notes.map((note) => `// ${note}\n`).join('')}const response = await fetch(${url}, {\n${lines.join('\n')}\n});\n`;
}

/** Text without a content type goes as bytes: `fetch` would give it one. */
function bodyExpression(exchange: ExchangeRecord): string {
  const { text = '', isBase64 = false } = bodyOf(exchange) ?? {};
  if (isBase64) return `Uint8Array.from(atob(${JSON.stringify(text)}), (char) => char.charCodeAt(0))`;
  return hasHeader(exchange, 'content-type')
    ? JSON.stringify(text)
    : `new TextEncoder().encode(${JSON.stringify(text)})`;
}
