import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readDefinition, type ReadDefinition } from '../../../src/emulator/definition/definition.ts';
import { startEmulator } from '../../../src/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const REST = `Parameters: { AuthorizerId: { Type: String, Default: abc123 } }
Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: index.handler, Code: { ZipFile: "exports.handler = async () => ({ statusCode: 200, body: 'in' });" } } }
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
  Closed:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: GET
      AuthorizationType: TYPE
      AuthorizerId: AUTHORIZER
      Integration: { Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations" }
  Open:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref Api
      ResourceId: !GetAtt Api.RootResourceId
      HttpMethod: POST
      AuthorizationType: NONE
      Integration: { Type: AWS_PROXY, IntegrationHttpMethod: POST, Uri: !Sub "arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations" }
  Deployed: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api, StageName: dev } }
`;

const HTTP = `Resources:
  Fn: { Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: index.handler, Code: { ZipFile: "exports.handler = async () => 'in';" } } }
  Api: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: shop, ProtocolType: HTTP } }
  To: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Api, IntegrationType: AWS_PROXY, IntegrationUri: !GetAtt Fn.Arn, PayloadFormatVersion: "2.0" } }
  Closed: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: GET /, AuthorizationType: JWT, AuthorizerId: { "Fn::ImportValue": SharedAuthorizer }, Target: !Sub "integrations/\${To}" } }
  Open: { Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Api, RouteKey: POST /, Target: !Sub "integrations/\${To}" } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Api, StageName: $default, AutoDeploy: true } }
`;

function folderWith(template: string, config?: string): string {
  const cwd = temporaryFolder('imported-authorizers');
  writeFileSync(join(cwd, 'template.yaml'), template);
  if (config !== undefined) writeFileSync(join(cwd, 'emulator.config.yaml'), config);
  return cwd;
}

const read = (template: string): Promise<ReadDefinition> =>
  readDefinition({ cwd: folderWith(template), environment: {} });

/** What the two routes answer: the one whose authorizer is elsewhere, then the open one. */
async function answers(cwd: string, file: string): Promise<(readonly [number, string])[]> {
  const emulator = await startEmulator({ config: file, cwd, port: 0, adminPort: 0, watch: false });
  try {
    const calls = ['GET', 'POST'].map((method) => emulator.inject('Api', { method, path: '/' }));
    return (await Promise.all(calls)).map(({ statusCode, body }) => [statusCode, body] as const);
  } finally {
    await emulator.close();
  }
}

test.each([
  ['CUSTOM', '!ImportValue SharedAuthorizer', 'import:SharedAuthorizer'],
  ['COGNITO_USER_POOLS', '!Ref AuthorizerId', 'abc123'],
  ['CUSTOM', 'abc123', 'abc123'],
])('a REST method may name an authorizer of another stack: %s with %s', async (type, written, name) => {
  const { model, problems } = await read(REST.replace('TYPE', type).replace('AUTHORIZER', written));
  const [api] = model?.apis ?? [];
  expect(Object.keys(api?.authorizers ?? {})).toEqual([name]);
  expect(problems.filter(({ message }) => message.includes('the authorizer is not part of the input'))).toHaveLength(1);
  expect(problems.every(({ severity }) => severity === 'warning')).toBe(true);
});

test('its routes answer 501 with the reason, and everything else runs', async () => {
  const rest = REST.replace('TYPE', 'CUSTOM').replace('AUTHORIZER', '!ImportValue SharedAuthorizer');
  const sentence =
    /the authorizer import:SharedAuthorizer is not part of the input.*authorizer-import-SharedAuthorizer/;
  expect(await answers(folderWith(rest), 'template.yaml')).toEqual([
    [501, expect.stringMatching(sentence)],
    [200, 'in'],
  ]);
  expect(await answers(folderWith(HTTP), 'template.yaml')).toEqual([
    [501, expect.stringMatching(sentence)],
    [200, 'in'],
  ]);
});

test('a function laid over in its place decides', async () => {
  const config = `source: template.yaml
functions:
  authorizer-import-SharedAuthorizer:
    inline: "exports.handler = async () => ({ isAuthorized: true })"
`;
  expect(await answers(folderWith(HTTP, config), 'emulator.config.yaml')).toEqual([
    [200, 'in'],
    [200, 'in'],
  ]);
});

test('an AuthorizerUri that only AWS knows keeps nothing from running', async () => {
  const authorizer = `  Own: { Type: AWS::ApiGateway::Authorizer, Properties: { RestApiId: !Ref Api, Name: own, Type: TOKEN, IdentitySource: method.request.header.Authorization, AuthorizerUri: !ImportValue AuthorizerUri } }\n`;
  const { problems, model } = await read(REST.replace('TYPE', 'CUSTOM').replace('AUTHORIZER', '!Ref Own') + authorizer);
  expect(model?.apis[0]?.authorizers['own']).toMatchObject({ lambda: { functionName: 'authorizer-Own' } });
  expect(problems.map(({ message }) => message).join('\n')).toContain(
    'not run here: Own: its function is "import:AuthorizerUri"',
  );
});

test('without an AuthorizerId the method is refused, as on AWS', async () => {
  const { problems } = await read(REST.replace('TYPE', 'CUSTOM').replace('      AuthorizerId: AUTHORIZER\n', ''));
  expect(problems.find(({ severity }) => severity === 'error')).toMatchObject({
    message: 'the method wants the authorization CUSTOM, but its AuthorizerId names no authorizer of the API',
    position: { file: 'template.yaml' },
  });
});
