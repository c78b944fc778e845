import { ApiGatewayManagementApiClient, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { DeleteCommand, PutCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyWebsocketEventV2, APIGatewayProxyWebsocketHandlerV2 } from 'aws-lambda';
import { store, table } from './store.ts';

export const connect: APIGatewayProxyWebsocketHandlerV2 = async (event) => {
  const { connectionId } = event.requestContext;
  await store.send(new PutCommand({ TableName: table('CONNECTIONS_TABLE'), Item: { connectionId } }));
  return { statusCode: 200 };
};

export const disconnect: APIGatewayProxyWebsocketHandlerV2 = async (event) => {
  await forget(event.requestContext.connectionId);
  return { statusCode: 200 };
};

/** Passes a message on to everybody else and answers its sender with how many got it. */
export const send: APIGatewayProxyWebsocketHandlerV2 = async (event) => {
  const { text, from } = JSON.parse(event.body ?? '{}') as { text?: string; from?: string };
  const { Items = [] } = await store.send(new ScanCommand({ TableName: table('CONNECTIONS_TABLE') }));
  const others = Items.map((item) => String(item.connectionId)).filter(
    (id) => id !== event.requestContext.connectionId,
  );
  const api = managementApi(event);
  const posted = await Promise.all(others.map((id) => post(api, id, { type: 'message', from, text })));
  return { statusCode: 200, body: JSON.stringify({ type: 'sent', to: posted.filter(Boolean).length }) };
};

export const fallback: APIGatewayProxyWebsocketHandlerV2 = async (event) => {
  const message = { type: 'error', text: 'Send {"action": "sendMessage", "from": "...", "text": "..."}' };
  await post(managementApi(event), event.requestContext.connectionId, message);
  return { statusCode: 200 };
};

function managementApi(event: APIGatewayProxyWebsocketEventV2): ApiGatewayManagementApiClient {
  const { domainName, stage } = event.requestContext;
  return new ApiGatewayManagementApiClient({ endpoint: `https://${domainName}/${stage}` });
}

/** Whether the message reached the connection; one that is gone is forgotten. */
async function post(api: ApiGatewayManagementApiClient, connectionId: string, message: object): Promise<boolean> {
  try {
    await api.send(new PostToConnectionCommand({ ConnectionId: connectionId, Data: JSON.stringify(message) }));
    return true;
  } catch (error) {
    if ((error as Error).name !== 'GoneException') throw error;
    await forget(connectionId);
    return false;
  }
}

async function forget(connectionId: string): Promise<void> {
  await store.send(new DeleteCommand({ TableName: table('CONNECTIONS_TABLE'), Key: { connectionId } }));
}
