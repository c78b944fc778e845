// The AWS SDK as users run it, against a served API: docs/aws/websocket-api.md#connections-api; a chat of two clients through @connections.
import {
  ApiGatewayManagementApiClient,
  DeleteConnectionCommand,
  GetConnectionCommand,
  GoneException,
  PayloadTooLargeException,
  PostToConnectionCommand,
} from '@aws-sdk/client-apigatewaymanagementapi';
import { expect, test } from 'vitest';
import { proxyTo, sampleApi } from '../websocket-api/sample-api.ts';
import { ServedApi } from './served-api.ts';

interface ChatEvent {
  readonly requestContext: { readonly connectionId: string; readonly domainName: string; readonly stage: string };
  readonly body: string;
}

function managementClient(served: ServedApi): ApiGatewayManagementApiClient {
  return new ApiGatewayManagementApiClient({
    endpoint: `http://127.0.0.1:${served.port}/dev`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
  });
}

test('two people chat: each message is pushed to both through PostToConnection', async () => {
  const present = new Set<string>();
  let management: ApiGatewayManagementApiClient | undefined;
  const routes = {
    $connect: { integration: proxyTo('connect') },
    $disconnect: { integration: proxyTo('disconnect') },
    sendMessage: { integration: proxyTo('send') },
  };
  await using served = await ServedApi.start(sampleApi(routes), {
    connect: (event) => {
      present.add((event as ChatEvent).requestContext.connectionId);
      return { statusCode: 200 };
    },
    disconnect: (event) => {
      present.delete((event as ChatEvent).requestContext.connectionId);
      return { statusCode: 200 };
    },
    send: async (event) => {
      const { text } = JSON.parse((event as ChatEvent).body) as { text: string };
      for (const ConnectionId of present)
        await management?.send(new PostToConnectionCommand({ ConnectionId, Data: text }));
      return { statusCode: 200 };
    },
  });
  management = managementClient(served);
  const ada = await served.client();
  const grace = await served.client();
  ada.send({ action: 'sendMessage', text: 'hello, Grace' });
  expect(await ada.next()).toBe('hello, Grace');
  expect(await grace.next()).toBe('hello, Grace');
  grace.send({ action: 'sendMessage', text: 'hello, Ada' });
  expect(await ada.next()).toBe('hello, Ada');
  expect(await grace.next()).toBe('hello, Ada');
  expect(present.size).toBe(2);
});

test('GetConnection and DeleteConnection give what the SDK promises', async () => {
  await using served = await ServedApi.start(sampleApi({}));
  const management = managementClient(served);
  const client = await served.client('/dev', [], { headers: { 'User-Agent': 'wscat/5' } });
  const [connection] = served.api.connections.all();
  const ConnectionId = connection?.id;
  const described = await management.send(new GetConnectionCommand({ ConnectionId }));
  expect(described.ConnectedAt).toEqual(new Date(connection?.connectedAt ?? 0));
  expect(described.Identity).toEqual({ SourceIp: '127.0.0.1', UserAgent: 'wscat/5' });
  const deleted = await management.send(new DeleteConnectionCommand({ ConnectionId }));
  expect(deleted.$metadata.httpStatusCode).toBe(204);
  expect(await client.closed).toEqual({ code: 1000, reason: 'Connection Closed Normally' });
});

test('errors are the SDK classes that handlers look for', async () => {
  await using served = await ServedApi.start(sampleApi({}));
  const management = managementClient(served);
  await served.client();
  const ConnectionId = served.api.connections.all()[0]?.id;
  const post = (id: string | undefined, Data: string) =>
    management.send(new PostToConnectionCommand({ ConnectionId: id, Data }));
  await expect(post('L0SM9cOFvHcCIhw=', 'x')).rejects.toThrow(GoneException);
  await expect(post(ConnectionId, 'x'.repeat(131_073))).rejects.toThrow(PayloadTooLargeException);
  await expect(post('not an id', 'x')).rejects.toMatchObject({
    name: 'BadRequestException',
    message: 'Invalid connectionId: not an id',
  });
});
