import { describe, expect, test } from 'vitest';
import type { RawRequest } from '../../raw-http.ts';
import { app } from '../served.ts';
import { expectGatewayResponse } from './rest-events.ts';

describe('Lambda without proxy (8, 11)', () => {
  const post = (path: string, body: string, more: RawRequest['headers'] = [['Content-Type', 'application/json']]) =>
    app.send('described', { method: 'POST', target: `/v1${path}`, headers: more, body });

  test.each([
    ['', '{}'],
    ['{"a":[1]}', '{"a":[1]}'],
  ])('the body %j is the event, and the result the body', async (body, result) => {
    const response = await post('/lambda', body);
    expect([response.status, response.text, response.values('content-type')]).toEqual([
      200,
      result,
      ['application/json'],
    ]);
  });

  test('templates and mappings on the way in and out', async () => {
    const response = await app.send('described', {
      target: '/v1/lambda?q=hi',
      headers: [['Accept', 'application/json']],
    });
    expect([response.status, response.text, response.values('content-type')]).toEqual([
      201,
      '<p>hi</p>',
      ['text/html'],
    ]);
    expect(response.values('x-q')).toEqual(['hi']);
    expect(response.values('x-amzn-remapped-server')).toEqual(['mine']);
  });

  test.each([
    ['throw', 405, '{"failed": "boom"}'],
    ['{"ok":true}', 200, '{"ok":true}'],
  ])('%s selects by the error message (11.4)', async (todo, status, body) => {
    const response = await post('/failing', '{}', [['x-do', todo.replaceAll('"', '\\"')]]);
    expect([response.status, response.text]).toEqual([status, body]);
  });

  test('a type without template is refused where passthrough is NEVER', async () => {
    const response = await post('/strict', '<a/>', [['Content-Type', 'text/xml']]);
    expectGatewayResponse(response, 415, 'Unsupported Media Type', 'BadRequestException');
  });

  test('no Content-Type is application/json', async () => {
    expect((await post('/strict', '{"a":1}', [])).json()).toEqual({ a: 1 });
  });

  test('an asynchronous call answers at once', async () => {
    const response = await post('/async', '{}');
    expect([response.status, response.text]).toEqual([200, '']);
  });
});
