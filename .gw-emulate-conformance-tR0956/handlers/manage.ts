import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';

interface ManageEvent {
  readonly body: string;
}

/** Posts to a connection through the address that the body names, as handlers of chats do. */
export async function call(event: ManageEvent): Promise<unknown> {
  const { endpoint, id, data } = JSON.parse(event.body) as { endpoint: string; id: string; data: string };
  const client = new ApiGatewayManagementApiClient({ endpoint });
  try {
    await client.send(new PostToConnectionCommand({ ConnectionId: id, Data: Buffer.from(data) }));
    return { statusCode: 200, body: 'sent' };
  } catch (error) {
    return { statusCode: 200, body: error instanceof Error ? error.name : String(error) };
  }
}
