import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** One client per execution environment, as on AWS: made at init, reused by every invocation. */
export const store = DynamoDBDocumentClient.from(new DynamoDBClient());

/** The name of a table, which a deployment gives through the environment. */
export function table(variable: 'PRODUCTS_TABLE' | 'ORDERS_TABLE' | 'CONNECTIONS_TABLE'): string {
  const name = process.env[variable];
  if (name === undefined) throw new Error(`The environment variable ${variable} is missing`);
  return name;
}
