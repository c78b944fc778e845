// What a start reads from kept values is what it reads from the texts: the same model, `describe`, problems and places.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { runDescribe } from '../../../src/cli/commands/describe.ts';
import { runRoutes } from '../../../src/cli/commands/routes.ts';
import type { Io } from '../../../src/cli/io.ts';
import { paintFor } from '../../../src/cli/print/colours.ts';
import type { DefinitionOptions } from '../../../src/emulator/definition/definition.ts';
import type { KeptEntry, KeptValues } from '../../../src/sources/kept/kept-values.ts';
import { definitionKindOf } from '../../../src/sources/find-definition.ts';
import { sharedFolder, unlessSkipped } from '../../shared-folder.ts';
import { writtenFolder } from '../written-folder.ts';

const SAM = `AWSTemplateFormatVersion: '2010-09-09'
Transform: AWS::Serverless-2016-10-31
Parameters:
  Size: { Type: Number, Default: 0x80 }
  Version: { Type: String, Default: 1.0 }
Globals:
  Function: { Runtime: nodejs22.x, CodeUri: ., Timeout: 10, Environment: { Variables: { A: 1.50, B: ~, C: yes } } }
Resources:
  Items:
    Type: AWS::Serverless::Function
    Properties:
      Handler: items.handler
      MemorySize: !Ref Size
      Environment: { Variables: { Arn: !GetAtt Table.Arn, Version: !Ref Version } }
      Events:
        Get: { Type: HttpApi, Properties: { Path: "/items/{id}", Method: GET } }
        Post: { Type: Api, Properties: { Path: /items, Method: POST } }
  Table: { Type: AWS::DynamoDB::Table, Properties: { 200: a, __proto__: { b: 1 } } }
`;

const CONFIG = `functions:
  items: { handler: items.handler, timeout: 0x0A, memory: 512, environment: { A: 1.50, B: "b" } }
apis:
  shop:
    type: http
    routes:
      GET /items: items
      GET /items/{id}: items
`;

const SERVERLESS = `service: shop
provider: { name: aws, runtime: nodejs22.x, environment: { A: 1.50, STAGE: "\${sls:stage}" } }
custom: { path: /items }
functions:
  items:
    handler: items.handler
    events:
      - httpApi: GET \${self:custom.path}
      - http: { path: things, method: post, cors: true }
`;

const OPENAPI_PART = `post:
  x-amazon-apigateway-integration: { type: mock }
`;

describe('kept values', () => {
  test.each([
    ['a SAM template', { 'template.yaml': SAM }, 2],
    ['a configuration', { 'emulator.config.yaml': CONFIG }, 1],
    ['a serverless.yml', { 'serverless.yml': SERVERLESS }, 1],
    [
      'a SAM template with a mistake that the transform finds',
      { 'template.yaml': SAM.replace('Type: Api,', 'Type: Apy,') },
      1,
    ],
    ['a configuration with mistakes', { 'emulator.config.yaml': CONFIG.replace('items.handler', '5') }, 1],
    ['an unknown property', { 'template.yaml': SAM.replace('MemorySize', 'MemorySice') }, undefined],
  ])('%s: the second start says what the first one said', async (_what, files, entries) => {
    const folder = writtenFolder({ ...files, 'items.js': 'exports.handler = async () => ({});\n' });
    const kept = new KeptInMemory();
    const plain = await said({ cwd: folder, environment: {} });
    expect(plain).not.toBe('');
    expect(await said({ cwd: folder, environment: {}, kept })).toBe(plain);
    if (entries !== undefined) expect(kept.size).toBe(entries);
    expect(kept.hits).toBeGreaterThan(0);
  });

  test('a line that moves everything down by one moves every place', async () => {
    const kept = new KeptInMemory();
    const before = await said({ cwd: writtenFolder({ 'template.yaml': SAM }), environment: {}, kept });
    const after = await said({ cwd: writtenFolder({ 'template.yaml': `# a comment\n${SAM}` }), environment: {}, kept });
    expect(before).toContain('template.yaml:16:9');
    expect(after).toContain('template.yaml:17:9');
    expect(after).not.toContain('template.yaml:16:9');
  });

  test('a part that the template includes is a part of what is looked for', async () => {
    const template = `${SAM}  Rest:
    Type: AWS::Serverless::Api
    Properties:
      StageName: dev
      DefinitionBody:
        openapi: 3.0.1
        info: { title: a, version: 1 }
        paths:
          /included: { Fn::Transform: { Name: AWS::Include, Parameters: { Location: part.yaml } } }
`;
    const kept = new KeptInMemory();
    const read = (part: string) =>
      said({ cwd: writtenFolder({ 'template.yaml': template, 'part.yaml': part }), environment: {}, kept });
    const first = await read(OPENAPI_PART);
    expect(first).toContain('POST /included');
    expect(await read(OPENAPI_PART.replace('post', 'put'))).toContain('PUT /included');
    expect(await read(`# a comment\n${OPENAPI_PART}`)).not.toBe(first);
    expect(await read(OPENAPI_PART)).toBe(first);
  });

  test('other parameters are another transform', async () => {
    const kept = new KeptInMemory();
    const folder = writtenFolder({ 'template.yaml': SAM });
    const read = (Version: string) => said({ cwd: folder, environment: {}, kept, input: { parameters: { Version } } });
    expect(await read('one')).toContain('one');
    const two = await read('two');
    expect(two).toContain('two');
    expect(two).not.toContain('one');
  });

  test('what JSON cannot hold is not kept', async () => {
    const kept = new KeptInMemory();
    const folder = writtenFolder({ 'template.yaml': SAM.replace('Default: 1.0', 'Default: .inf') });
    const plain = await said({ cwd: folder, environment: {} });
    expect(await said({ cwd: folder, environment: {}, kept })).toBe(plain);
    expect(await said({ cwd: folder, environment: {}, kept })).toBe(plain);
    expect(kept.size).toBe(0);
  });

  const title = unlessSkipped('public projects are read the same a second time');
  test.skipIf(sharedFolder === undefined)(title, { timeout: 300_000 }, async () => {
    let hits = 0;
    const all = projects(join(sharedFolder ?? '', 'sources/examples'));
    // Reading every one of them takes a minute.
    for (const config of all.filter((_config, index) => index % 5 === 0)) {
      const kept = new KeptInMemory();
      const options = { cwd: config.folder, config: config.file, environment: {} };
      const plain = await said(options);
      expect(await said({ ...options, kept }), config.folder).toBe(plain);
      expect(await said({ ...options, kept }), config.folder).toBe(plain);
      hits += kept.hits > 0 ? 1 : 0;
    }
    expect(hits).toBeGreaterThan(25);
  });
});

/** All that `routes` and `describe` print, problems included. */
async function said(options: DefinitionOptions): Promise<string> {
  const printed: string[] = [];
  const print = (text: unknown): void => void printed.push(typeof text === 'function' ? String(text()) : String(text));
  const io: Io = {
    stdout: print,
    stderr: print,
    data: print,
    paint: paintFor(false),
    colours: false,
    environment: {},
    cwd: options.cwd,
  };
  await runRoutes({ ...options, json: true }, io);
  await runDescribe({ ...options, json: true }, io);
  return printed.join('');
}

class KeptInMemory implements KeptValues {
  readonly leastCharacters = 0;
  readonly #entries = new Map<string, KeptEntry>();
  hits = 0;

  get size(): number {
    return this.#entries.size;
  }

  find(madeFrom: readonly string[]): KeptEntry | undefined {
    const found = this.#entries.get(JSON.stringify(madeFrom));
    if (found !== undefined) this.hits += 1;
    return found;
  }

  keep(madeFrom: readonly string[], entry: KeptEntry): void {
    this.#entries.set(JSON.stringify(madeFrom), entry);
  }
}

/** Templates and services that are texts: those that are code take their time. */
function projects(folder: string): { readonly folder: string; readonly file: string }[] {
  return ['sam', 'sam-error', 'cloudformation', 'serverless'].flatMap((kind) =>
    readdirSync(join(folder, kind)).flatMap((name) => {
      const project = join(folder, kind, name);
      const isInput = (file: string): boolean =>
        /\.(?:ya?ml|json)$/.test(file) && ['template', 'serverless'].includes(definitionKindOf(join(project, file)));
      const file = readdirSync(project).find(isInput);
      return file === undefined ? [] : [{ folder: project, file }];
    }),
  );
}
