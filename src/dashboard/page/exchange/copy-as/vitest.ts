import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import { bodyOf, copiedHeaders, CUT_BODY, isCut, pathWithQuery } from './request-parts.ts';
import { fetchCall } from './fetch.ts';
import { byName, indented, literal } from './source-text.ts';
import { testFile } from './test-file.ts';
import { connectionTest } from './vitest-connection.ts';

/**
 * A test that sends the request to an emulator of its own and expects the same answer. `prefix` is what paths of the API begin with, its
 * stage. `handshake`: of a WebSocket message, the exchange that opened its connection.
 */
export function asVitest(exchange: ExchangeRecord, prefix: string, handshake?: ExchangeRecord): string {
  if (exchange.apiType === 'websocket') return connectionTest(exchange, handshake);
  const { request, api, statusCode } = exchange;
  const name = JSON.stringify(`${request?.method ?? ''} ${request?.path ?? ''} answers ${statusCode}`);
  const path = request?.path ?? '/';
  return path === prefix || path.startsWith(`${prefix}/`)
    ? testFile('{ listen: false, watch: false }', name, [
        ...(isCut(exchange) ? [`// ${CUT_BODY}`] : []),
        injection(exchange, prefix),
        `expect(response.statusCode).toBe(${statusCode});`,
        ...expectedBody(exchange, 'response.json()', 'response.body', 'response.bytes'),
      ])
    : // The path is outside the API's stage, where only a URL leads.
      testFile('{ port: 0, adminPort: 0, watch: false }', name, [
        `const { origin } = new URL(emulator.url(${JSON.stringify(api)}));`,
        fetchCall(exchange, `origin + ${JSON.stringify(pathWithQuery(exchange))}`).trimEnd(),
        `expect(response.status).toBe(${statusCode});`,
        ...expectedBody(
          exchange,
          'await response.json()',
          'await response.text()',
          'Buffer.from(await response.arrayBuffer())',
        ),
      ]);
}

function injection(exchange: ExchangeRecord, prefix: string): string {
  const { request, api } = exchange;
  const path = pathWithQuery(exchange).slice(prefix.length);
  const headers = literal(byName(copiedHeaders(exchange)));
  const body = bodyOf(exchange);
  const members = [
    `method: ${JSON.stringify(request?.method ?? 'GET')},`,
    `path: ${JSON.stringify(path === '' ? '/' : path)},`,
    ...(headers === '{}' ? [] : [`headers: ${headers},`]),
    ...(body === undefined
      ? []
      : [
          `body: ${body.isBase64 ? `Buffer.from(${JSON.stringify(body.text)}, 'base64')` : JSON.stringify(body.text)},`,
        ]),
  ];
  return `const response = await emulator.inject(${JSON.stringify(api)}, {\n${members.map((one) => indented(one)).join('\n')}\n});`;
}

function expectedBody({ response, request }: ExchangeRecord, json: string, text: string, bytes: string): string[] {
  if (response === undefined || response.truncated === true || response.body === null) return [];
  if (request?.method === 'HEAD') return [];
  if (response.isBase64Encoded === true)
    return [`expect(${bytes}.toString('base64')).toBe(${JSON.stringify(response.body)});`];
  const isJson = response.headers.some(
    ([name, value]) => name.toLowerCase() === 'content-type' && value.includes('json'),
  );
  const value = isJson ? parsed(response.body) : undefined;
  return value === undefined
    ? [`expect(${text}).toBe(${JSON.stringify(response.body)});`]
    : [`expect(${json}).toEqual(${literal(value)});`];
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
