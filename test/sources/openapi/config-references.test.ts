// References of a document beside a configuration: docs/aws/rest-api.md#import-and-export has what templates add.
import { describe, expect, test } from 'vitest';
import { loadText, said } from '../config/reading.ts';

const document = (operation: string): string =>
  `openapi: 3.0.1\ninfo: { title: t, version: "1" }\npaths:\n  /a:\n    get:\n      x-amazon-apigateway-integration: ${operation}\n`;

async function load(operation: string, more = '') {
  const config = `functions: { list: a.b }\napis:\n  Front: { type: http, openapi: api.yaml }\n  Inner: { type: rest, apiId: abcde12345, routes: { GET /: list } }\n  Chat: { type: websocket, apiId: bcdef12345, routeSelectionExpression: $request.body.action }\n${more}`;
  return loadText(config, { '/app/api.yaml': document(operation) });
}

async function uriOf(uri: string, more = ''): Promise<string | undefined> {
  const { model, problems } = await load(
    `{ type: http_proxy, httpMethod: GET, payloadFormatVersion: "1.0", uri: ${uri} }`,
    more,
  );
  if (!model) throw new Error(problems.map(said).join('\n'));
  const [front] = model.apis;
  return front?.type === 'http' ? front.routes[0]?.integration.uri : undefined;
}

describe('a reference', () => {
  test.each([
    [
      '{ Fn::Sub: "https://${Inner}.execute-api.${AWS::Region}.amazonaws.com/dev/x" }',
      'https://abcde12345.execute-api.us-east-1.amazonaws.com/dev/x',
    ],
    [
      '{ Fn::Join: ["", ["https://", { Ref: Inner }, ".execute-api.us-east-1.amazonaws.com"]] }',
      'https://abcde12345.execute-api.us-east-1.amazonaws.com',
    ],
    ['{ Fn::Sub: "https://x/${Inner.RestApiId}" }', 'https://x/abcde12345'],
    ['!Sub "https://x/${Chat.ApiEndpoint}"', 'https://x/wss://bcdef12345.execute-api.us-east-1.amazonaws.com'],
  ])('%s to an API gives its id or address', async (uri, expected) => {
    expect(await uriOf(uri)).toBe(expected);
  });

  test('takes its value from values:, a parameter by its name and an attribute by both', async () => {
    const values = 'values: { Base: "http://127.0.0.1:9000", "Backend.Url": "http://127.0.0.1:9001" }\n';
    expect(await uriOf('{ Fn::Sub: "${Base}/x" }', values)).toBe('http://127.0.0.1:9000/x');
    expect(await uriOf('{ Fn::GetAtt: [Backend, Url] }', values)).toBe('http://127.0.0.1:9001');
    expect(await uriOf('!GetAtt Backend.Url', values)).toBe('http://127.0.0.1:9001');
  });

  test.each([
    ['{ Fn::GetAtt: [Backend, Url] }', 'Backend.Url'],
    ['{ Ref: Base }', 'Base'],
    ['{ Fn::Sub: "${Base}/x/${Base}" }', 'Base'],
    ['{ Fn::Sub: ["${B}/x", { B: { Ref: Base } }] }', 'Base'],
  ])('%s without a value is one problem', async (uri, name) => {
    const { problems } = await load(`{ type: http_proxy, httpMethod: GET, payloadFormatVersion: "1.0", uri: ${uri} }`);
    expect(problems.map(({ message, hint }) => [message, hint])).toEqual([
      [`the value of ${name} is not known here`, `Give it in the configuration: values: { "${name}": … }`],
    ]);
  });

  test('to a function names it, and other fields take references too', async () => {
    const { model, problems } = await load(
      '{ type: aws_proxy, httpMethod: POST, payloadFormatVersion: { Fn::Sub: "${Version}" }, timeoutInMillis: { Ref: Ms }, uri: { Fn::GetAtt: [list, Arn] } }',
      'values: { Version: 1.0, Ms: 500 }\n',
    );
    expect(problems).toEqual([]);
    expect(model?.apis[0]).toMatchObject({
      routes: [
        { integration: { payloadFormatVersion: '1.0', timeoutInMillis: 500, lambda: { functionName: 'list' } } },
      ],
    });
  });

  test('to a role or user pool that only a deployment has is no problem', async () => {
    const { problems } = await load(
      '{ type: aws_proxy, httpMethod: POST, payloadFormatVersion: "2.0", credentials: { Fn::GetAtt: [Role, Arn] }, uri: { Fn::GetAtt: [list, Arn] } }',
    );
    expect(problems).toEqual([]);
  });
});
