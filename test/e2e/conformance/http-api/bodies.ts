import { describe, expect, test } from 'vitest';
import type { RawRequest } from '../../raw-http.ts';
import { eventOf } from './http-events.ts';

// docs/aws/http-api.md#text-or-base64
describe('which bodies are text', () => {
  test.each([
    ['text/plain', true],
    ['text/csv', true],
    ['application/json', true],
    ['application/xml', true],
    ['application/javascript', true],
    ['application/graphql', true],
    ['application/json; charset=utf-8', true],
    ['text/plain;charset=UTF-8', true],
    ['Application/JSON', true],
    ['text/plain; charset=iso-8859-1', false],
    ['application/x-www-form-urlencoded', false],
    ['multipart/form-data; boundary=x', false],
    ['image/png', false],
    ['application/octet-stream', false],
    ['application/pdf', false],
    ['application/vnd.api+json', false],
    [undefined, false],
  ])('%s: %s', async (type, isText) => {
    const headers: RawRequest['headers'] = type === undefined ? [] : [['Content-Type', type]];
    const event = await eventOf('plain', { method: 'POST', target: '/echo', headers, body: 'a=ü' });
    const body = isText ? 'a=ü' : Buffer.from('a=ü').toString('base64');
    expect([event.body, event.isBase64Encoded]).toEqual([body, !isText]);
    expect(event.headers['content-length']).toBe('4');
  });

  test('an empty body is absent', async () => {
    const event = await eventOf('plain', { method: 'POST', target: '/echo', headers: [['Content-Length', '0']] });
    expect(['body' in event, event.isBase64Encoded]).toEqual([false, false]);
  });

  test('a chunked body is put together', async () => {
    const event = await eventOf('plain', {
      method: 'POST',
      target: '/echo',
      headers: [
        ['Transfer-Encoding', 'chunked'],
        ['Content-Type', 'text/plain'],
      ],
      body: '3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n',
    });
    expect(event.body).toBe('abcde');
    expect('transfer-encoding' in event.headers).toBe(false);
  });
});
