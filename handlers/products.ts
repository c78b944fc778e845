import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { store, table } from './store.ts';

export const list: APIGatewayProxyHandlerV2<object> = async () => {
  const { Items = [] } = await store.send(new ScanCommand({ TableName: table('PRODUCTS_TABLE') }));
  // No statusCode: an HTTP API infers 200 and application/json.
  return { products: Items.sort((a, b) => Number(a.price) - Number(b.price)) };
};

export const get: APIGatewayProxyHandlerV2<object> = async (event) => {
  const id = event.pathParameters?.id;
  const { Item } = await store.send(new GetCommand({ TableName: table('PRODUCTS_TABLE'), Key: { id } }));
  if (Item === undefined) return { statusCode: 404, body: JSON.stringify({ message: `No product ${id}` }) };
  return Item;
};
