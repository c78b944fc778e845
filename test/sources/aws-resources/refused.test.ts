// What a deployment fails with: the messages are AWS's where docs/aws/rest-api-observed.md#refused-resources has them.
import { expect, test } from 'vitest';
import { readDefinition } from '../../../src/emulator/definition/definition.ts';
import { writtenFolder } from '../written-folder.ts';

const resource = (parent: string, part: string) =>
  `{ Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref Api, ParentId: ${parent}, PathPart: '${part}' } }`;
const method = (id: string) =>
  `{ Type: AWS::ApiGateway::Method, Properties: { RestApiId: !Ref Api, ResourceId: !Ref ${id}, HttpMethod: GET, AuthorizationType: NONE, Integration: { Type: MOCK } } }`;
const route = (key: string) =>
  `{ Type: AWS::ApiGatewayV2::Route, Properties: { ApiId: !Ref Http, RouteKey: '${key}', Target: !Sub 'integrations/\${To}' } }`;
const ROOT = '!GetAtt Api.RootResourceId';

async function problemsOf(resources: Readonly<Record<string, string>>): Promise<string[]> {
  const lines = Object.entries(resources).map(([id, text]) => `  ${id}: ${text}`);
  const cwd = writtenFolder({
    'template.yaml': `Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: api } }
  Http: { Type: AWS::ApiGatewayV2::Api, Properties: { Name: http, ProtocolType: HTTP } }
  To: { Type: AWS::ApiGatewayV2::Integration, Properties: { ApiId: !Ref Http, IntegrationType: HTTP_PROXY, IntegrationMethod: GET, IntegrationUri: 'http://127.0.0.1:1/', PayloadFormatVersion: '1.0' } }
  One: ${resource(ROOT, 'one')}
  Deployed: { Type: AWS::ApiGateway::Deployment, Properties: { RestApiId: !Ref Api, StageName: dev } }
  Stage: { Type: AWS::ApiGatewayV2::Stage, Properties: { ApiId: !Ref Http, StageName: $default } }
${lines.join('\n')}
`,
  });
  const { problems } = await readDefinition({ cwd, environment: {} });
  return problems.map(
    ({ severity, message, position }) =>
      `${severity} at line ${position === undefined ? '?' : position.line - 7}: ${message}`,
  );
}

test.each([
  [
    'a second method',
    { First: method('One'), Second: method('One') },
    ['error at line 2: Method already exists for this resource: GET'],
  ],
  [
    'a second resource of one name',
    { Again: resource(ROOT, 'one') },
    ['error at line 1: Another resource with the same parent already has this name: one'],
  ],
  [
    'a second variable beside the first',
    { Id: resource(ROOT, '{id}'), Rest: resource(ROOT, '{rest+}') },
    ['error at line 2: A sibling ({id}) of this resource already has a variable path part -- only one is allowed'],
  ],
  [
    'a child of a greedy variable',
    { Rest: resource(ROOT, '{rest+}'), Child: resource('!Ref Rest', 'x') },
    ['error at line 2: Cannot create a child of a resource with a greedy path variable: {rest+}'],
  ],
  [
    'a second route of one key',
    { First: route('GET /a'), Second: route('GET /a') },
    ['error at line 2: Route with key GET /a already exists for this API'],
  ],
  [
    'a route with other variables',
    { First: route('GET /a/{id}'), Second: route('GET /a/{name}'), Third: route('PUT /a/{other}') },
    [
      'error at line 2: the route "GET /a/{name}" has a conflicting variable on the same hierarchical level as "GET /a/{id}"',
    ],
  ],
  [
    'a greedy variable in the middle',
    { First: route('GET /a/{rest+}/b') },
    ['error at line 1: the route "GET /a/{rest+}/b" has a greedy variable before its end'],
  ],
  ['nothing of that', { First: method('One'), Second: route('GET /a/{id}'), Third: route('GET /a/{id}/b') }, []],
])('%s', async (_what, resources, expected) => {
  const problems = await problemsOf(resources);
  expect(problems.filter((problem) => problem.startsWith('error'))).toEqual(expected);
});
