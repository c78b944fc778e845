import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import { temporaryFolder } from '../temporary-folder.ts';

const hasPython = spawnSync('python3', ['--version']).status === 0;

const method = (
  name: string,
): string => `  ${name}Path: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: !GetAtt Api.RootResourceId, PathPart: ${name.toLowerCase()} } }
  ${name}Get:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !Ref ${name}Path
      HttpMethod: GET
      AuthorizationType: NONE
      Integration: { Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${${name}.Arn}/invocations" }
`;

const TEMPLATE = `Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
  Node:
    Type: AWS::Lambda::Function
    Properties: { FunctionName: shop-node, Runtime: nodejs22.x, Handler: app.handler, Code: src, Environment: { Variables: { TABLE: !Ref Table } } }
  Python:
    Type: AWS::Lambda::Function
    Properties: { Runtime: python3.13, Handler: app.handler, Code: py, Environment: { Variables: { TABLE: !Ref Table } } }
  Inline:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: python3.13
      Handler: index.handler
      Code:
        ZipFile: |
          def handler(event, context):
              return {"statusCode": 200, "body": context.function_name}
  Image: { Type: AWS::Lambda::Function, Properties: { PackageType: Image, Code: { ImageUri: x } } }
  Table: { Type: AWS::DynamoDB::Table, Properties: { TableName: orders } }
${['Node', 'Python', 'Inline', 'Image'].map(method).join('')}  Deployed: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api, StageName: dev } }
  Http: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: quick, ProtocolType: HTTP, Target: !GetAtt Image.Arn } }
`;

const FILES = {
  'template.yaml': TEMPLATE,
  'src/app.js':
    'exports.handler = async () => ({ statusCode: 200, body: `${process.env.TABLE} ${process.env.AWS_LAMBDA_FUNCTION_NAME}` });',
  'py/app.py': `import os
from other import word

def handler(event, context):
    if event["queryStringParameters"]:
        raise ValueError("no")
    return {"statusCode": 200, "body": " ".join([os.environ["TABLE"], word, event["path"], str(context.get_remaining_time_in_millis() > 0)])}
`,
  'py/other.py': 'word = "imported"\n',
};

async function start() {
  const cwd = temporaryFolder('template');
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(dirname(join(cwd, name)), { recursive: true });
    writeFileSync(join(cwd, name), text);
  }
  return startEmulator({ cwd, port: 0, adminPort: 0, watch: false, environment: { PATH: process.env['PATH'] } });
}

test('a template is served unchanged; what cannot run answers 501 with the way to run it', async () => {
  await using emulator = await start();
  expect(emulator.apis.map(({ name, stage }) => [name, stage])).toEqual([
    ['Api', 'dev'],
    ['Http', '$default'],
  ]);
  const node = await fetch(`${emulator.url('Api')}/node`);
  expect([node.status, await node.text()]).toEqual([200, 'orders shop-node']);
  for (const url of [`${emulator.url('Api')}/image`, `${emulator.url('Http')}/x`]) {
    const image = await fetch(url);
    expect(image.status).toBe(501);
    expect(await image.json()).toEqual({
      message: expect.stringMatching(
        /^The function Image cannot run here: its code is a container image\. Say how in emulator\.config\.yaml/,
      ) as string,
    });
  }
});

test.skipIf(!hasPython)('Python functions run by python3: modules, context, errors, inline code', async () => {
  await using emulator = await start();
  const python = await fetch(`${emulator.url('Api')}/python`);
  expect([python.status, await python.text()]).toEqual([200, 'orders imported /python True']);
  expect((await fetch(`${emulator.url('Api')}/python?fail=1`)).status).toBe(502);
  const [, failed] = await emulator.exchanges({ api: 'Api' });
  expect(JSON.stringify(failed)).toContain('ValueError');
  const inline = await fetch(`${emulator.url('Api')}/inline`);
  expect([inline.status, await inline.text()]).toEqual([200, 'Inline']);
});
