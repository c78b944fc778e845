import { describe, expect, test } from 'vitest';
import { app } from '../served.ts';
import { Client, goneEvent } from './socket-client.ts';

describe('events (4)', () => {
  test('of a message', async () => {
    const client = await Client.open('chat');
    const event = await client.event({ action: 'echo', data: 'ü' });
    expect(Object.keys(event).toSorted()).toEqual(['body', 'isBase64Encoded', 'requestContext']);
    expect(event.body).toBe('{"action":"echo","data":"ü"}');
    expect(Object.keys(event.requestContext).toSorted()).toEqual(
      [
        'apiId',
        'connectedAt',
        'connectionId',
        'domainName',
        'eventType',
        'extendedRequestId',
        'identity',
        'messageDirection',
        'messageId',
        'requestId',
        'requestTime',
        'requestTimeEpoch',
        'routeKey',
        'stage',
      ].toSorted(),
    );
    expect(event.requestContext).toMatchObject({
      routeKey: 'echo',
      eventType: 'MESSAGE',
      messageDirection: 'IN',
      stage: 'dev',
      identity: { sourceIp: '127.0.0.1' },
      extendedRequestId: event.requestContext.requestId,
    });
    for (const id of ['connectionId', 'messageId', 'requestId'])
      expect(event.requestContext[id]).toMatch(/^[\w-]{15}=$/);
    client.close();
  });

  test('ids are new for every message, and the connection keeps its own', async () => {
    const client = await Client.open('chat');
    const [first, second] = [await client.event({ action: 'echo' }), await client.event({ action: 'echo' })];
    expect(second.requestContext.connectionId).toBe(first.requestContext.connectionId);
    expect(second.requestContext.connectedAt).toBe(first.requestContext.connectedAt);
    expect(second.requestContext.messageId).not.toBe(first.requestContext.messageId);
    expect(second.requestContext.requestId).not.toBe(first.requestContext.requestId);
    client.close();
  });

  test('of a disconnect: the reduced headers, the code and the reason', async () => {
    const client = await Client.open('chat');
    const { connectionId } = (await client.event({ action: 'echo' })).requestContext;
    client.close();
    const gone = await goneEvent(connectionId);
    expect(Object.keys(gone).toSorted()).toEqual(['headers', 'isBase64Encoded', 'multiValueHeaders', 'requestContext']);
    expect(gone.headers).toEqual({
      Host: new URL(app.cli.url('chat')).host,
      'x-api-key': '',
      'X-Forwarded-For': '',
      'x-restapi': '',
    });
    expect(gone.requestContext).toMatchObject({
      routeKey: '$disconnect',
      eventType: 'DISCONNECT',
      disconnectStatusCode: 1005,
      disconnectReason: 'Client-side close frame status not set',
    });
  });

  test.each([
    ['code and reason (unproven)', (client: Client) => client.close(4001, 'bye'), 4001, 'bye'],
    ['a code alone (unproven)', (client: Client) => client.close(1000), 1000, ''],
    ['nothing at all (unproven)', (client: Client) => client.terminate(), 1006, undefined],
  ])('a client that leaves with %s', async (_, leave, code, reason) => {
    const client = await Client.open('chat');
    const { connectionId } = (await client.event({ action: 'echo' })).requestContext;
    leave(client);
    const { requestContext } = await goneEvent(connectionId);
    expect(requestContext.disconnectStatusCode).toBe(code);
    if (reason !== undefined) expect(requestContext.disconnectReason).toBe(reason);
  });
});
