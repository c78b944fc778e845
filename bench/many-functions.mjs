// Projects of many functions, the same one as emulator.config.yaml, SAM template or serverless.yml.
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './processes.mjs';
import { temporaryFolder } from './projects.mjs';

/** What the large project of docs/performance.md is: 2,000 routes, 20 packages, and a client of the AWS SDK in every function. */
export const LARGE = { functions: 1000, routesEach: 2, packages: 20, withClient: true };

/**
 * An HTTP API with so many functions, each in a file of its own below one of the packages; all import one shared module. `functionN` answers
 * `GET /functionN` with its name; a second route of each is `GET /functionN/items/{id}`. `form` is config, sam or serverless. Resolves with
 * the folder and ways to change its files.
 */
export function manyFunctions({ functions, routesEach = 1, packages = 1, withClient = false, form = 'config' }) {
  const folder = temporaryFolder('many');
  const items = Array.from({ length: functions }, (_, i) => ({
    name: `function${i}`,
    file: `packages/package${i % packages}/function${i}`,
    paths: [`/function${i}`, `/function${i}/items/{id}`].slice(0, routesEach),
  }));
  for (let i = 0; i < packages; i += 1) {
    mkdirSync(join(folder, 'packages', `package${i}`), { recursive: true });
    write(folder, `packages/package${i}/package.json`, `{ "name": "package${i}", "private": true }\n`);
  }
  mkdirSync(join(folder, 'shared'));
  const handler = withClient ? handlerWithClient : plainHandler;
  const saveFunction = (i, text) => write(folder, `${items[i].file}.ts`, handler(text));
  const saveShared = (prefix) => write(folder, 'shared/answer.ts', sharedModule(prefix));
  items.forEach(({ name }, i) => saveFunction(i, name));
  saveShared('');
  if (withClient) symlinkSync(join(repository, 'node_modules'), join(folder, 'node_modules'));
  const [file, text] = definitions[form](items);
  write(folder, file, text);
  return { folder, saveFunction, saveShared };
}

const definitions = {
  config: (items) => [
    'emulator.config.yaml',
    [
      'functions:',
      ...items.map(({ name, file }) => `  ${name}: ${file}.handler`),
      'apis:',
      '  many:',
      '    type: http',
      '    routes:',
      ...items.flatMap(({ name, paths }) => paths.map((path) => `      GET ${path}: ${name}`)),
      '',
    ].join('\n'),
  ],
  sam: (items) => [
    'template.yaml',
    [
      "AWSTemplateFormatVersion: '2010-09-09'",
      'Transform: AWS::Serverless-2016-10-31',
      'Globals:',
      '  Function:',
      '    Runtime: nodejs22.x',
      '    Timeout: 10',
      '    CodeUri: .',
      'Resources:',
      ...items.flatMap(({ name, file, paths }) => [
        `  ${name}:`,
        '    Type: AWS::Serverless::Function',
        '    Metadata:',
        '      BuildMethod: esbuild',
        `      BuildProperties: { EntryPoints: [${file}.ts] }`,
        '    Properties:',
        `      Handler: ${file}.handler`,
        '      Events:',
        ...paths.flatMap((path, i) => [
          `        route${i}:`,
          '          Type: HttpApi',
          '          Properties:',
          '            Method: GET',
          `            Path: ${path}`,
        ]),
      ]),
      '',
    ].join('\n'),
  ],
  serverless: (items) => [
    'serverless.yml',
    [
      'service: many',
      'provider:',
      '  name: aws',
      '  runtime: nodejs22.x',
      'functions:',
      ...items.flatMap(({ name, file, paths }) => [
        `  ${name}:`,
        `    handler: ${file}.handler`,
        '    events:',
        ...paths.map((path) => `      - httpApi: GET ${path}`),
      ]),
      '',
    ].join('\n'),
  ],
};

function plainHandler(text) {
  return `import { answer } from '../../shared/answer.ts';\nexport const handler = async (event: { rawPath: string }) => answer('${text}');\n`;
}

function handlerWithClient(text) {
  return `import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { answer } from '../../shared/answer.ts';
const client = new DynamoDBClient({ region: 'eu-central-1' });
export const handler = async () => answer(client.config.serviceId === 'DynamoDB' ? '${text}' : 'no client');
`;
}

function sharedModule(prefix) {
  return `export const answer = (text: string) => ({ statusCode: 200, body: \`${prefix}\${text}\` });\n`;
}

function write(folder, name, text) {
  writeFileSync(join(folder, name), text);
}
