import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { describe, expect, test } from 'vitest';
import { app } from '../served.ts';
import { Client, goneEvent } from './socket-client.ts';

describe('@connections (10)', () => {
  const management = (): ApiGatewayManagementApiClient =>
    new ApiGatewayManagementApiClient({
      endpoint: app.cli.url('chat').replace(/^ws/, 'http'),
      region: 'us-east-1',
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    });

  async function connected(): Promise<{ client: Client; id: string }> {
    const client = await Client.open('chat', '', [], { headers: { 'user-agent': 'qa/1' } });
    return { client, id: (await client.event({ action: 'echo' })).requestContext.connectionId };
  }

  test('the SDK posts, gets and deletes', async () => {
    const { client, id } = await connected();
    await management().send(new PostToConnectionCommand({ ConnectionId: id, Data: 'from outside: ü' }));
    expect(await client.next()).toBe('from outside: ü');
    const about = await management().send(new GetConnectionCommand({ ConnectionId: id }));
    expect(about.Identity).toEqual({ SourceIp: '127.0.0.1', UserAgent: 'qa/1' });
    expect(about.ConnectedAt).toBeInstanceOf(Date);
    expect(about.LastActiveAt).toBeInstanceOf(Date);
    const deleted = await management().send(new DeleteConnectionCommand({ ConnectionId: id }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
    expect(await client.closed).toEqual([1000, 'Connection Closed Normally']);
    expect((await goneEvent(id)).requestContext).toMatchObject({
      disconnectStatusCode: 1000,
      disconnectReason: 'Connection Closed Normally',
    });
    await expect(management().send(new PostToConnectionCommand({ ConnectionId: id, Data: 'x' }))).rejects.toMatchObject(
      {
        name: 'GoneException',
        $metadata: { httpStatusCode: 410 },
      },
    );
  });

  test.each([
    ['POST', '/dev/@connections/AAAAAAAAAAAAAAA%3D', 410, 'GoneException', ''],
    ['GET', '/dev/@connections/AAAAAAAAAAAAAAA=', 410, 'GoneException', ''],
    ['DELETE', '/dev/%40connections/AAAAAAAAAAAAAAA%3D', 410, 'GoneException', ''],
    ['POST', '/dev/@connections/no.id', 400, 'BadRequestException', '{"message":"Invalid connectionId: no.id"}'],
    [
      'PUT',
      '/dev/@connections/AAAAAAAAAAAAAAA=',
      403,
      'MissingAuthenticationTokenException',
      '{"message":"Missing Authentication Token"}',
    ],
    ['POST', '/@connections/AAAAAAAAAAAAAAA=', 403, 'ForbiddenException', '{"message":"Forbidden"}'],
    ['POST', '/prod/@connections/AAAAAAAAAAAAAAA=', 403, 'ForbiddenException', '{"message":"Forbidden"}'],
  ])('%s %s is %i %s', async (method, target, status, type, body) => {
    const response = await app.send('chat', { method, target, body: method === 'POST' ? 'x' : '' });
    expect([response.status, response.values('x-amzn-errortype'), response.text]).toEqual([status, [type], body]);
    expect(response.values('x-amzn-requestid')).toHaveLength(1);
  });

  test.each(['raw', 'encoded'])('curl posts to the %s id', async (form) => {
    const { client, id } = await connected();
    const target = `/dev/@connections/${form === 'raw' ? id : encodeURIComponent(id)}`;
    const response = await app.send('chat', { method: 'POST', target, body: 'plain' });
    expect([response.status, response.text]).toEqual([200, '']);
    expect(await client.next()).toBe('plain');
    client.close();
  });

  test('128 KB pass, one byte more is refused', async () => {
    const { client, id } = await connected();
    await management().send(new PostToConnectionCommand({ ConnectionId: id, Data: 'x'.repeat(131_072) }));
    expect(await client.next()).toHaveLength(131_072);
    await expect(
      management().send(new PostToConnectionCommand({ ConnectionId: id, Data: 'x'.repeat(131_073) })),
    ).rejects.toMatchObject({ name: 'PayloadTooLargeException', $metadata: { httpStatusCode: 413 } });
    client.close();
  });
});

describe('handlers reach @connections by the address in their event (field notes)', () => {
  const post = async (way: string, endpoint: string, id: string): Promise<string> => {
    const response = await app.send('open', {
      method: 'POST',
      target: '/manage',
      headers: [['Content-Type', 'application/json']],
      body: JSON.stringify({ way, endpoint, id, data: `by ${way}` }),
    });
    return response.text;
  };

  test.each(['sdk', 'fetch', 'https'])('%s', async (way) => {
    const client = await Client.open('chat');
    const { requestContext } = await client.event({ action: 'echo' });
    const { domainName, stage, connectionId } = requestContext;
    expect(await post(way, `https://${domainName}/${stage}`, connectionId)).toBe('sent');
    expect(await client.next()).toBe(`by ${way}`);
    client.close();
    await client.closed;
    expect(await post(way, `https://${domainName}/${stage}`, connectionId)).toBe(
      way === 'sdk' ? 'GoneException' : '410 GoneException',
    );
  });
});
