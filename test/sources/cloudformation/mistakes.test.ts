import { expect, test } from 'vitest';
import { functionWith, load, said } from './described.ts';

const API = `Resources:
  Api: { Type: AWS::ApiGateway::RestApi, Properties: { Name: shop } }
`;

test.each([
  [
    'a reference to nothing',
    functionWith('A: !Ref Tabel', 'Resources:\n  Table: { Type: AWS::DynamoDB::Table }'),
    ['template.yaml:11:19: error: there is no parameter or resource "Tabel"'],
  ],
  [
    'an attribute of nothing',
    functionWith('A: !GetAtt Queue.Arn'),
    ['template.yaml:11:22: error: there is no resource "Queue"'],
  ],
  [
    'a variable of Fn::Sub',
    functionWith('A: !Sub "x-${Nothing}"'),
    ['template.yaml:11:19: error: there is no parameter or resource "Nothing"'],
  ],
  [
    'a reference in an output',
    `${API}Outputs:\n  Url: { Value: !Sub "https://\${Apy}" }\n`,
    ['template.yaml:4:22: error: there is no parameter or resource "Apy"'],
  ],
  [
    'resources that need each other',
    `Resources:
  A: { Type: AWS::SQS::Queue, DependsOn: B }
  B:
    Type: AWS::SQS::Queue
    Properties: { QueueName: !GetAtt A.QueueName }
`,
    ['template.yaml:2:42: error: these resources need each other: A → B → A'],
  ],
  [
    'a condition that is not there',
    functionWith('A: !If [IsProd, a, b]', 'Conditions: { IsDev: !Equals [a, b] }\nResources:'),
    ['template.yaml:11:18: error: there is no condition "IsProd"'],
  ],
  [
    'a condition that needs itself',
    functionWith('A: !If [X, a, b]', 'Conditions:\n  X: !Not [!Condition Y]\n  Y: !Not [!Condition X]\nResources:'),
    ['template.yaml:3:23: error: the condition "X" depends on itself'],
  ],
  [
    'too few arguments',
    functionWith('A: !Join ["-"]'),
    ['template.yaml:11:20: error: Fn::Join takes [delimiter, list], found a list of 1'],
  ],
  [
    'an item beyond the list',
    functionWith('A: !Select [3, [a, b]]'),
    ['template.yaml:11:22: error: Fn::Select wants item 3 of a list of 2'],
  ],
  [
    'a key that a mapping does not have',
    functionWith('A: !FindInMap [M, eu-west-1, b]', 'Mappings: { M: { us-east-1: { b: c } } }\nResources:'),
    ['template.yaml:11:25: error: the mapping "M" has no key "eu-west-1"'],
  ],
  [
    'a function that does not exist',
    functionWith('A: { "Fn::Jion": ["", [a]] }'),
    ['template.yaml:11:28: error: there is no function "Fn::Jion"'],
  ],
  [
    'a function beside other keys',
    functionWith('A: { "Fn::Join": ["", [a]], b: c }'),
    ['template.yaml:11:28: error: Fn::Join stands beside other keys: b'],
  ],
  [
    'a resource without a type',
    'Resources:\n  Api: { Properties: { Name: x } }\n',
    ['template.yaml:2:8: error: the resource "Api" must be a map with a Type: it has no Type'],
  ],
  [
    'no resources',
    'Parameters: { A: { Type: String } }\n',
    ['template.yaml:1:1: error: template.yaml is not a template: it has no Resources'],
  ],
  [
    'an included file that is not there',
    `${API}  Other:\n    Type: AWS::ApiGateway::RestApi\n    Properties: { Body: { "Fn::Transform": { Name: AWS::Include, Parameters: { Location: ./gone.yaml } } } }\n`,
    ['template.yaml:5:90: error: AWS::Include cannot be read: there is no file gone.yaml'],
  ],
  [
    'a nested template that is not there',
    'Resources:\n  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./gone.yaml } }\n',
    ['template.yaml:2:73: error: the template cannot be read: there is no file gone.yaml'],
  ],
])('%s is said with its place', async (_what, text, expected) => {
  const loaded = await load({ 'template.yaml': text });
  const errors = said(loaded).filter((line) => line.includes(' error: '));
  expect(errors).toEqual(expected);
  expect(loaded.model).toBeUndefined();
});

test.each([
  [
    'a property that does not exist',
    'Resources:\n  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties: { Nmae: shop }\n',
    'template.yaml:4:19: warning: AWS::ApiGateway::RestApi "Api" has no property "Nmae"',
  ],
  [
    'a resource whose condition does not hold is referred to',
    functionWith(
      'A: !Ref Queue',
      'Conditions: { No: !Equals [a, b] }\nResources:\n  Queue: { Type: AWS::SQS::Queue, Condition: No }',
    ),
    'template.yaml:12:19: warning: "Queue" is referred to here, but its condition "No" does not hold',
  ],
  [
    'a key that stands twice',
    'Resources:\n  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties:\n      Name: a\n      Name: shop\n',
    'template.yaml:6:7: warning: the key "Name" stands twice in the same map',
  ],
  [
    'a macro of another account',
    'Resources:\n  Api:\n    Type: AWS::ApiGateway::RestApi\n    Properties: { Fn::Transform: { Name: Mine } }\n',
    'warning: the macro Mine runs on AWS only; what it would make is missing here',
  ],
])('%s is a warning', async (_what, text, expected) => {
  const loaded = await load({ 'template.yaml': text });
  expect(said(loaded).join('\n')).toContain(expected);
  expect(loaded.model).toBeDefined();
});

test('a value that is not allowed for a parameter is said', async () => {
  const text = functionWith(
    'A: !Ref Stage',
    'Parameters: { Stage: { Type: String, Default: dev, AllowedValues: [dev, prod] } }\nResources:',
  );
  const loaded = await load({ 'template.yaml': text }, { parameters: { Stage: 'pord' } });
  expect(said(loaded)).toContain('template.yaml:1:67: error: the parameter "Stage" cannot be "pord"');
});

test('a parameter that the template does not have is a warning', async () => {
  const loaded = await load({ 'template.yaml': API }, { parameters: { Stage: 'dev' } });
  expect(said(loaded)).toContain('template.yaml:1:1: warning: the template has no parameter "Stage"');
});
