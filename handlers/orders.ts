import { randomUUID } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';
import { store, table } from './store.ts';

export const create: APIGatewayProxyHandlerV2 = async (event) => {
  const wanted = readOrder(event.body, event.isBase64Encoded);
  if (wanted === undefined) return answer(400, { message: 'Send {"product": "...", "quantity": 1}' });
  const { Item: product } = await store.send(
    new GetCommand({ TableName: table('PRODUCTS_TABLE'), Key: { id: wanted.product } }),
  );
  if (product === undefined) return answer(404, { message: `No product ${wanted.product}` });
  const order = {
    id: randomUUID(),
    ...wanted,
    total: Number(product.price) * wanted.quantity,
    createdAt: new Date().toISOString(),
  };
  await store.send(new PutCommand({ TableName: table('ORDERS_TABLE'), Item: order }));
  console.log('order', order.id, 'for', wanted.quantity, wanted.product);
  return answer(201, order);
};

function readOrder(body: string | undefined, base64: boolean): { product: string; quantity: number } | undefined {
  try {
    const text = base64 ? Buffer.from(body ?? '', 'base64').toString() : (body ?? '');
    const { product, quantity } = JSON.parse(text) as { product?: unknown; quantity?: unknown };
    return typeof product === 'string' && Number.isInteger(quantity)
      ? { product, quantity: Number(quantity) }
      : undefined;
  } catch {
    return undefined;
  }
}

function answer(statusCode: number, body: object) {
  return { statusCode, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
