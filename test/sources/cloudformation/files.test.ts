import { expect, test } from 'vitest';
import { described, load, said } from './described.ts';

const FUNCTION =
  'Type: AWS::Lambda::Function, Properties: { Runtime: nodejs22.x, Handler: index.handler, Code: { ZipFile: x }';

test('AWS::Include puts a file in its place, with intrinsics of its own; keys beside it win', async () => {
  const template = `Resources:
  Fn: { ${FUNCTION} } }
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties:
      Body:
        info: { title: mine }
        Fn::Transform: { Name: AWS::Include, Parameters: { Location: ./api.yaml } }
`;
  const api = `openapi: 3.0.1
info: { title: theirs }
paths:
  /pets:
    get:
      x-amazon-apigateway-integration:
        type: aws_proxy
        httpMethod: POST
        uri: !Sub arn:aws:apigateway:\${AWS::Region}:lambda:path/2015-03-31/functions/\${Fn.Arn}/invocations
`;
  const { apis } = await described(template, {}, { 'api.yaml': api });
  expect(apis).toMatchObject([
    { id: 'Api', name: 'mine', routes: [{ key: 'GET /pets', target: { type: 'lambda', function: 'Fn' } }] },
  ]);
});

test('a mistake in an included file is said in that file', async () => {
  const template = `Resources:
  Api:
    Type: AWS::ApiGateway::RestApi
    Properties: { Body: { "Fn::Transform": { Name: AWS::Include, Parameters: { Location: api.yaml } } } }
`;
  const api =
    'openapi: 3.0.1\npaths:\n  /a:\n    get:\n      x-amazon-apigateway-integration: { type: mock, uri: !Ref Nothing }\n';
  const loaded = await load({ 'template.yaml': template, 'api.yaml': api });
  expect(said(loaded)).toContain('api.yaml:5:64: error: there is no parameter or resource "Nothing"');
});

test('Fn::ForEach makes a resource for each item, and keys of letters and digits', async () => {
  const template = `Transform: AWS::LanguageExtensions
Parameters: { Names: { Type: CommaDelimitedList, Default: "orders,my-pets" } }
Resources:
  Fn::ForEach::Functions:
    - Name
    - !Ref Names
    - Fn&{Name}:
        Type: AWS::Lambda::Function
        Properties:
          FunctionName: !Sub "\${Name}-fn"
          Runtime: nodejs22.x
          Handler: index.handler
          Code: { ZipFile: x }
          Environment: { Variables: { NAME: !Ref Name } }
`;
  const { functions } = await described(template);
  expect(functions.map(({ id, name, environment }) => [id, name, environment])).toEqual([
    ['Fnorders', 'orders-fn', { NAME: 'orders' }],
    ['Fnmypets', 'my-pets-fn', { NAME: 'my-pets' }],
  ]);
});

test('a loop inside a loop makes resources for each pair, and its items may depend on the outer one', async () => {
  const template = `Transform: [AWS::LanguageExtensions, AWS::Serverless-2016-10-31]
Mappings: { Services: { dev: { names: [users, orders] }, prod: { names: [users] } } }
Resources:
  Fn::ForEach::Stages:
    - Stage
    - [dev, prod]
    - Fn::ForEach::Services:
        - Service
        - !FindInMap [Services, !Ref Stage, names]
        - \${Stage}\${Service}:
            Type: AWS::Serverless::Function
            Properties:
              Runtime: nodejs22.x
              Handler: index.handler
              InlineCode: x
              Environment: { Variables: { STAGE: !Sub "\${Stage}" } }
              Events:
                Get: { Type: Api, Properties: { Path: !Sub "/\${Stage}/\${Service}", Method: get } }
                Put: { Type: Api, Properties: { Path: !Join ["/", ["", !Ref Stage, !Ref Service]], Method: put } }
`;
  const { functions, apis } = await described(template);
  expect(functions.map(({ id, environment }) => [id, environment])).toEqual([
    ['devusers', { STAGE: 'dev' }],
    ['devorders', { STAGE: 'dev' }],
    ['produsers', { STAGE: 'prod' }],
  ]);
  expect(apis[0]?.routes.map(({ key }) => key)).toEqual(
    ['dev/users', 'dev/orders', 'prod/users'].flatMap((path) => [`GET /${path}`, `PUT /${path}`]),
  );
});

test('a loop inside a loop that is written wrongly is named at its place', async () => {
  const template = `Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Stages:
    - Stage
    - [dev]
    - Fn::ForEach::Services: [Service, [users]]
`;
  expect(said(await load({ 'template.yaml': template }))).toContain(
    'template.yaml:6:30: error: Fn::ForEach::Services takes [identifier, collection, { key: value }], found a list',
  );
});

const PARENT = `Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
  Child:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: ./nested/child.yaml
      Parameters: { ApiId: !Ref Api, Root: !GetAtt Api.RootResourceId, Zones: [a, b] }
  Stage: { Type: AWS::ApiGateway::Stage, Properties: { RestApiId: !Ref Api, StageName: dev } }
  Fn: { ${FUNCTION}, Environment: { Variables: { CHILD: !GetAtt Child.Outputs.Arn, ZONES: !GetAtt Child.Outputs.Zones } } } }
`;
const CHILD = `Parameters: { ApiId: { Type: String }, Root: { Type: String }, Zones: { Type: CommaDelimitedList } }
Resources:
  Fn: { ${FUNCTION}, Environment: { Variables: { STACK: !Ref AWS::StackName } } } }
  Pets: { Type: AWS::ApiGateway::Resource, Properties: { RestApiId: !Ref ApiId, ParentId: !Ref Root, PathPart: pets } }
  GetPets:
    Type: AWS::ApiGateway::Method
    Properties:
      RestApiId: !Ref ApiId
      ResourceId: !Ref Pets
      HttpMethod: get
      AuthorizationType: NONE
      Integration:
        Type: AWS_PROXY
        IntegrationHttpMethod: POST
        Uri: !Join ["", ["arn:aws:apigateway:", !Ref AWS::Region, ":lambda:path/2015-03-31/functions/", !GetAtt Fn.Arn, /invocations]]
Outputs:
  Arn: { Value: !GetAtt Fn.Arn }
  Zones: { Value: !Join ["-", !Ref Zones] }
`;

test('a nested stack gets parameters and gives outputs; its methods belong to the API of its parent', async () => {
  const { apis, functions } = await described(PARENT, {}, { 'nested/child.yaml': CHILD });
  expect(apis).toMatchObject([
    { id: 'Api', stages: [{ name: 'dev' }], routes: [{ key: 'GET /pets', target: { function: 'Child/Fn' } }] },
  ]);
  expect(functions.map(({ id, name, environment }) => [id, name, environment])).toEqual([
    ['Child/Fn', 'Child-Fn', { STACK: 'local-Child' }],
    ['Fn', 'Fn', { CHILD: 'arn:aws:lambda:us-east-1:123456789012:function:Child-Fn', ZONES: 'a-b' }],
  ]);
});

test('an output that a nested stack does not have is said', async () => {
  const parent = PARENT.replace('Outputs.Arn', 'Outputs.Arm');
  const loaded = await load({ 'template.yaml': parent, 'nested/child.yaml': CHILD });
  expect(said(loaded).join('\n')).toContain('error: the nested stack "Child" has no output "Arm"');
});

test('everything that was read is watched', async () => {
  const { files } = await load({ 'template.yaml': PARENT, 'nested/child.yaml': CHILD });
  expect(files.map((file) => file.split('/').slice(-2).join('/'))).toContain('nested/child.yaml');
});

const NESTED = `Parameters: { Name: { Type: String, Default: usual }, Size: { Type: String, Default: small } }
Resources:
  Fn:
    Type: AWS::Lambda::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Code: { ZipFile: x }
      Environment: { Variables: { NAME: !Ref Name, SIZE: !Ref Size } }
`;

test('parameters of a nested stack may be chosen whole, and one without a value has its default', async () => {
  const template = `Parameters: { Stage: { Type: String, Default: dev } }
Conditions: { IsProd: !Equals [!Ref Stage, prod] }
Resources:
  Whole:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: nested.yaml
      Parameters: !If [IsProd, { Name: prod, Size: large }, { Name: dev }]
  One:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: nested.yaml
      Parameters: { Name: !If [IsProd, prod, !Ref AWS::NoValue], Size: large }
  None:
    Type: AWS::CloudFormation::Stack
    Properties: { TemplateURL: nested.yaml, Parameters: !If [IsProd, { Name: prod }, !Ref AWS::NoValue] }
`;
  const loaded = await load({ 'template.yaml': template, 'nested.yaml': NESTED });
  expect(said(loaded)).toEqual([]);
  const { functions } = await described(template, {}, { 'nested.yaml': NESTED });
  expect(functions.map(({ id, environment }) => [id, environment])).toEqual([
    ['Whole/Fn', { NAME: 'dev', SIZE: 'small' }],
    ['One/Fn', { NAME: 'usual', SIZE: 'large' }],
    ['None/Fn', { NAME: 'usual', SIZE: 'small' }],
  ]);
});

test('a nested stack whose template only AWS can name is not run, and the rest is', async () => {
  const template = `Transform: AWS::Serverless-2016-10-31
Parameters: { Url: { Type: String } }
Resources:
  Stored: { Type: AWS::Serverless::Application, Properties: { Location: "{{resolve:ssm:/shop/template:1}}" } }
  Given: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: !Ref Url } }
  Here: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: nested.yaml } }
`;
  const { functions, notRun } = await described(template, {}, { 'nested.yaml': NESTED });
  expect(functions.map(({ id }) => id)).toEqual(['Here/Fn']);
  expect(notRun?.map(({ id, reason }) => [id, reason])).toEqual(
    ['Given', 'Stored'].map((id) => [id, 'its template is not a file of this project']),
  );
});
