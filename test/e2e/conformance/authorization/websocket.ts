import { describe, expect, test } from 'vitest';
import type { RawResponse } from '../../raw-http.ts';
import { app } from '../served.ts';

describe('WebSocket authorizers', () => {
  const handshake = (query: string): Promise<RawResponse> =>
    app.send('socket', {
      target: `/dev${query}`,
      headers: [
        ['Connection', 'Upgrade'],
        ['Upgrade', 'websocket'],
        ['Sec-WebSocket-Version', '13'],
        ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ],
      endsAfterHead: true,
    });

  test.each([
    ['', 401],
    ['?ticket=', 401],
    ['?ticket=unauthorized', 401],
    ['?ticket=deny', 403],
    ['?ticket=elsewhere', 403],
    ['?ticket=throw', 500],
    ['?ticket=object', 500],
    ['?ticket=nothing', 500],
    ['?ticket=ok', 101],
  ])('%j is %i', async (query, status) => {
    expect((await handshake(query)).status).toBe(status);
  });
});
