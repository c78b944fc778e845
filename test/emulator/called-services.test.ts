import { expect, test } from 'vitest';
import { calledServices } from '../../src/emulator/apis/called-services.ts';
import { loadText } from '../sources/config/reading.ts';

async function servicesOf(api: string): Promise<string[]> {
  const { model } = await loadText(`functions: { list: a.b }\napis:\n  one:\n${api}`);
  const [first] = model?.apis ?? [];
  if (!first) throw new Error('the configuration has no API');
  return [...calledServices(first)];
}

test('service actions of an HTTP API name their service, each once', async () => {
  const sqs = (action: string): string =>
    `{ integration: { type: aws_proxy, integrationSubtype: ${action}, requestParameters: { QueueUrl: q, MessageBody: m } } }`;
  const api = `    type: http\n    routes:\n      POST /a: ${sqs('SQS-SendMessage')}\n      GET /a: ${sqs('SQS-ReceiveMessage')}\n      GET /b: list\n`;
  expect(await servicesOf(api)).toEqual(['sqs']);
});

test.each([
  ['rest', 'GET /a', ''],
  ['websocket', '$default', '    routeSelectionExpression: $request.body.action\n'],
])('a %s API names them in its URIs', async (type, route, more) => {
  const integration = '{ type: aws, httpMethod: POST, uri: "arn:aws:apigateway:us-east-1:dynamodb:action/PutItem" }';
  const api = `    type: ${type}\n${more}    routes:\n      ${route}: { integration: ${integration} }\n`;
  expect(await servicesOf(api)).toEqual(['dynamodb']);
});
