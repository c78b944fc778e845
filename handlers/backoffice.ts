import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyHandler, APIGatewayProxyResult } from 'aws-lambda';
import { store, table } from './store.ts';

export const listOrders: APIGatewayProxyHandler = async (event) => {
  const { Items = [] } = await store.send(new ScanCommand({ TableName: table('ORDERS_TABLE') }));
  const limit = Number(event.queryStringParameters?.limit ?? 20);
  const newestFirst = Items.sort((a, b) => String(b.createdAt).localeCompare(String(a.createdAt)));
  return answer(200, { orders: newestFirst.slice(0, limit) });
};

export const shipOrder: APIGatewayProxyHandler = async (event) => {
  const id = event.pathParameters?.id;
  const shipment = JSON.parse(event.body ?? '{}') as object;
  try {
    const { Attributes } = await store.send(
      new UpdateCommand({
        TableName: table('ORDERS_TABLE'),
        Key: { id },
        ConditionExpression: 'attribute_exists(id)',
        UpdateExpression: 'SET shipment = :shipment',
        ExpressionAttributeValues: { ':shipment': shipment },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return answer(200, Attributes ?? {});
  } catch (error) {
    if ((error as Error).name === 'ConditionalCheckFailedException') return answer(404, { message: `No order ${id}` });
    throw error;
  }
};

function answer(statusCode: number, body: object): APIGatewayProxyResult {
  return { statusCode, headers: { 'Access-Control-Allow-Origin': '*' }, body: JSON.stringify(body) };
}
