import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { APIGatewayProxyHandlerV2 } from 'aws-lambda';

/** The sample's page; it finds the other two APIs through its query string, or at their usual ports. */
export const show: APIGatewayProxyHandlerV2 = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: await readFile(join(process.env.LAMBDA_TASK_ROOT ?? '.', 'fixtures/sample/shop.html'), 'utf8'),
});

export const notFound: APIGatewayProxyHandlerV2 = async (event) => ({
  statusCode: 404,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ message: `Nothing at ${event.requestContext.http.method} ${event.rawPath}` }),
});
