// What the Templates view makes of recorded exchanges and of templates, without a browser.
import { describe, expect, test } from 'vitest';
import { hasQuoteEscape, withPlainQuotes } from '../../src/dashboard/page/views/templates/escapes.ts';
import { inputsOf } from '../../src/dashboard/page/views/templates/exchange-inputs.ts';
import { brokenLine } from '../../src/dashboard/page/views/templates/rendered.ts';
import { renderTemplate } from '../../src/mapping/render-template.ts';
import type { ExchangeRecord } from '../../src/observability/record/exchange-record.ts';

describe('single quotes that $util.escapeJavaScript escapes (docs/aws/vtl.md#util)', () => {
  test.each([
    `{"text": "$util.escapeJavaScript($input.path('$.text'))"}`,
    `{"text": "$util.escapeJavaScript($input.path("$.text"))", "again": "$util.escapeJavaScript($input.json('$.text')).x"}`,
    `$util.escapeJavaScript(")") {"text": "$util.escapeJavaScript($input.path('$.text'))"}`,
  ])('%s is mended behind every call', (template) => {
    const mended = withPlainQuotes(template);
    expect(mended.match(/\.replaceAll\("\\\\'","'"\)/g)).toHaveLength(template.split('escapeJavaScript').length - 1);
    expect(withPlainQuotes(mended)).toBe(mended);
  });

  test('what the mended template renders is JSON', () => {
    const template = `{"text": "$util.escapeJavaScript($input.path('$.text'))"}`;
    const input = { body: `{"text":"Don't ring"}` };
    const { output } = renderTemplate(template, input);
    expect(hasQuoteEscape(output)).toBe(true);
    expect(JSON.parse(renderTemplate(withPlainQuotes(template), input).output)).toEqual({ text: "Don't ring" });
  });

  test('a backslash before a quote that is escaped itself is none', () => {
    expect(hasQuoteEscape(String.raw`"a\\'b"`)).toBe(false);
    expect(hasQuoteEscape(String.raw`"a\'b"`)).toBe(true);
  });
});

test.each([
  ['{\n"a": 1,\n"b": x}', 3],
  ['{"a": "Don\\\'t"}', 1],
  ['[1,\n2\n3]', 3],
  ['{"a": [{}, [], "\\u00e9", -1.5e3, true,\n]}', 2],
  ['{"a": 1}\n\n{"b": 2}', 3],
  ['{"a":\n', 2],
  ['', 1],
  ['{}', undefined],
  [` {"a": [1, {"b": null}], "c": "\\n"}\n`, undefined],
])('the line at which %j stops being JSON is %s', (output, line) => {
  expect(brokenLine(output)).toBe(line);
});

describe('what a template reads of a recorded exchange', () => {
  const exchange = {
    id: 'id-1',
    api: 'backoffice',
    apiType: 'rest',
    startedAt: 1,
    method: 'POST',
    path: '/dev/orders/a%20b/notes/x/y',
    routeKey: 'POST /orders/{id}/notes/{proxy+}',
    request: {
      method: 'POST',
      path: '/dev/orders/a%20b/notes/x/y',
      query: 'q=1&q=2&empty=',
      headers: [
        ['User-Agent', 'curl'],
        ['X-A', '1'],
      ],
      body: '{"sent":1}',
      sourceIp: '192.0.2.1',
    },
    authorizer: { principalId: 'ada', context: { plan: 'free' } },
    mappings: [
      { template: 't', input: '{"sent":1}', output: '{}' },
      { template: 'u', input: '{"came":2}', output: '{}' },
    ],
  } as unknown as ExchangeRecord;

  test('its body, its parameters with the path’s decoded, and its context', () => {
    const { body, params, context } = inputsOf(exchange, 'request', 'dev');
    expect(body).toBe('{"sent":1}');
    expect(JSON.parse(params)).toEqual({
      path: { id: 'a b', proxy: 'x/y' },
      querystring: { q: '2', empty: '' },
      header: { 'User-Agent': 'curl', 'X-A': '1' },
    });
    expect(JSON.parse(context)).toMatchObject({
      requestId: 'id-1',
      httpMethod: 'POST',
      resourcePath: '/orders/{id}/notes/{proxy+}',
      stage: 'dev',
      identity: { sourceIp: '192.0.2.1', userAgent: 'curl' },
      authorizer: { principalId: 'ada', plan: 'free' },
    });
  });

  test('a template of the way back reads what the integration answered', () => {
    expect(inputsOf(exchange, 'response', 'dev').body).toBe('{"came":2}');
  });

  test('a message of a WebSocket API is read with its connection', () => {
    const message = {
      ...exchange,
      apiType: 'websocket',
      method: 'MESSAGE',
      request: undefined,
      message: '{"m":1}',
      connectionId: 'c',
    };
    const { body, params, context } = inputsOf(message as unknown as ExchangeRecord, 'request', 'dev');
    expect([body, JSON.parse(params)]).toEqual(['{"m":1}', { path: {}, querystring: {}, header: {} }]);
    expect(JSON.parse(context)).toMatchObject({ connectionId: 'c', eventType: 'MESSAGE' });
  });
});
