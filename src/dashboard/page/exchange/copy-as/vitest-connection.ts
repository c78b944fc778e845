import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import { copiedHeaders } from './request-parts.ts';
import { byName, indented, literal } from './source-text.ts';
import { testFile } from './test-file.ts';

/**
 * A test of a WebSocket connection: that the handshake is accepted or refused as it was, or that a message is answered as it was.
 * `handshake`: the exchange that opened the connection of a message.
 */
export function connectionTest(exchange: ExchangeRecord, handshake?: ExchangeRecord): string {
  const { api, statusCode, method, routeKey = '' } = exchange;
  const options = '{ listen: false, watch: false }';
  if (method === 'MESSAGE') {
    const name = `a message for ${routeKey} ends with ${statusCode}`;
    return testFile(options, JSON.stringify(name), [
      `const client = await ${connecting(api, handshake)};`,
      `client.send(${JSON.stringify(exchange.message ?? '')});`,
      ...expectedReply(exchange),
      'await client.close();',
    ]);
  }
  const name = JSON.stringify(`a connection is answered with ${statusCode}`);
  return statusCode < 300
    ? testFile(options, name, [`const client = await ${connecting(api, exchange)};`, 'await client.close();'])
    : testFile(options, name, [
        `await expect(${connecting(api, exchange)}).rejects.toMatchObject({ statusCode: ${statusCode} });`,
      ]);
}

function connecting(api: string, handshake: ExchangeRecord | undefined): string {
  const headers = handshake === undefined ? [] : copiedHeaders(handshake);
  const query = [...new URLSearchParams(handshake?.request?.query)];
  const members = [
    ...(headers.length === 0 ? [] : [`headers: ${literal(byName(headers))},`]),
    ...(query.length === 0 ? [] : [`query: ${literal(byName(query, (name) => name))},`]),
  ];
  const request = members.length === 0 ? '' : `, {\n${members.map((one) => indented(one)).join('\n')}\n}`;
  return `emulator.connect(${JSON.stringify(api)}${request})`;
}

/** What a route with a route response sends back, which is the body that its function returned; else how the route ended. */
function expectedReply({ api, stages, result, routeKey, statusCode }: ExchangeRecord): string[] {
  const replies = stages.some(({ name, decision }) => name === 'reply' && decision === 'route response');
  const body = typeof result === 'object' && result !== null && 'body' in result ? result.body : undefined;
  if (replies && typeof body === 'string') return [`expect(await client.next()).toBe(${JSON.stringify(body)});`];
  const filter = literal({ api, method: 'MESSAGE', ...(routeKey === undefined ? {} : { routeKey }) });
  return [
    `const exchange = await emulator.waitForExchange(${filter});`,
    `expect(exchange.statusCode).toBe(${statusCode});`,
  ];
}
