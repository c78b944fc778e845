import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { sharedFolder } from '../../shared-folder.ts';
import { transformed } from './transformed.ts';

test('all that is wrong is said at once, in the words of SAM, where it was written', () => {
  const { errors } = transformed(`
Resources:
  Api:
    Type: AWS::Serverless::Api
    Properties: { StageName: dev, Cors: { Foo: 1 } }
  Fn:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs20.x
      Timout: 3
      AutoPublishAlias: "a b"
  Other:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs20.x
      Events:
        Get: { Type: Api, Properties: { Path: /, Method: get, RestApiId: !Ref Api, Auth: { Authorizer: Nobody } } }
        Post: { Type: Unknown }`);
  expect(errors).toEqual([
    "5:43 Resource with id [Api] is invalid. Invalid key 'Foo' for 'Cors' property",
    '11:7 Resource with id [Fn] is invalid. property Timout not defined for resource of type AWS::Serverless::Function',
    '19:92 Resource with id [Other] is invalid. Event with id [Get] is invalid. Unable to set Authorizer [Nobody] on API method [get] for path [/] because the related API does not define any Authorizers',
    '20:17 Resource with id [Other] is invalid. Event with id [Post] is invalid. Resource dict has missing or invalid value for key Type. Event Type is: Unknown',
  ]);
});

test('globals that no section takes are refused', () => {
  const { errors } = transformed(`
Globals:
  Api:
    StageName: dev
Resources:
  Api: { Type: AWS::Serverless::Api, Properties: { StageName: dev } }`);
  expect(errors).toHaveLength(1);
  expect(errors[0]).toContain("4:5 'Globals' section is invalid. 'StageName' is not a supported property of 'Api'");
});

test('Fn::FindInMap has three values and a map of two levels', () => {
  const { errors } = transformed(`
Mappings: { Sizes: { dev: small } }
Resources:
  One: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs20.x, MemorySize: !FindInMap [Sizes, dev] } }
  Two: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs20.x, Timeout: !FindInMap [Sizes, dev, x] } }`);
  expect(errors).toEqual([
    expect.stringContaining("Invalid FindInMap value ['Sizes', 'dev']. FindInMap expects an array with 3 values"),
    expect.stringContaining("Cannot use Fn::FindInMap on Mapping 'Sizes' which is not a a two-level map"),
  ]);
  expect(transformed('Mappings:\nResources: { A: { Type: AWS::S3::Bucket } }').errors).toEqual([
    expect.stringContaining("'Mappings' or 'Parameters' is either null"),
  ]);
});

test('short VPC lists take text, and parameters that have no value yet', () => {
  const api = (list: string): readonly string[] =>
    transformed(`
Parameters: { Vpc: { Type: String } }
Resources:
  Queue: { Type: AWS::SQS::Queue }
  Api:
    Type: AWS::Serverless::Api
    Properties:
      StageName: dev
      DefinitionBody: { swagger: '2.0', paths: { /: { get: {} } } }
      Auth: { ResourcePolicy: { SourceVpcWhitelist: ${list} } }`).errors;
  expect(api('[!Ref Vpc, vpc-1]')).toEqual([]);
  expect(api('[!Ref Queue]')).toEqual([expect.stringContaining('SourceVpcWhitelist must be a list of strings')]);
});

test('what waits for a connector waits for its policy', () => {
  const { resources, errors } = transformed(`
Resources:
  Table: { Type: AWS::Serverless::SimpleTable, DependsOn: Link }
  Fn: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs20.x } }
  Link: { Type: AWS::Serverless::Connector, Properties: { Source: { Id: Fn }, Destination: { Id: Table }, Permissions: [Read] } }`);
  expect(errors).toEqual([]);
  expect(resources['Table']?.['DependsOn']).toBe('LinkPolicy');
  expect(resources['LinkPolicy']?.Type).toBe('AWS::IAM::ManagedPolicy');
});

const folder = join(sharedFolder ?? 'no-shared-folder', 'sources', 'examples', 'sam-error');

describe.skipIf(!existsSync(folder))('templates that AWS refuses (shared examples)', () => {
  const cases = existsSync(folder) ? readdirSync(folder) : [];
  test.each(cases)('%s', (name) => {
    const { main, fails } = JSON.parse(readFileSync(join(folder, name, 'case.json'), 'utf8')) as {
      main: string;
      fails: { mentions: string[] };
    };
    const { errors } = transformed(readFileSync(join(folder, name, main), 'utf8'));
    expect(errors).not.toEqual([]);
    if (fails.mentions.length > 0) {
      expect(fails.mentions.some((word) => errors.some((error) => error.includes(word)))).toBe(true);
    }
  });
});
