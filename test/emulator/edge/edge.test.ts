// One port for all APIs of a project, with sockets: what handlers see behind it is that of docs/aws/domains.md#what-the-function-sees.
import { writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { readDefinition } from '../../../src/emulator/definition/definition.ts';
import { type Emulator, startEmulator } from '../../../src/emulator.ts';
import type { EmulatorConfig } from '../../../src/index.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const echo = {
  handler: 'index.handler',
  inline: `exports.handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) })`,
};
const socket = {
  handler: 'index.handler',
  inline: `exports.handler = async ({ requestContext: { domainName, stage, connectionId } }) => {
    const posted = await fetch('https://' + domainName + '/chat/@connections/' + connectionId, { method: 'POST', body: 'pushed' });
    return { statusCode: 200, body: JSON.stringify({ domainName, stage, posted: posted.status }) };
  }`,
};

const config: EmulatorConfig = {
  edge: { port: 0 },
  functions: { echo, socket },
  apis: {
    page: { type: 'http', apiId: 'pagepagepa', routes: { $default: 'echo' } },
    named: { type: 'http', stage: 'v1', disableExecuteApiEndpoint: true, routes: { $default: 'echo' } },
    old: { type: 'http', routes: { $default: { function: 'echo', payloadFormatVersion: '1.0' } } },
    back: { type: 'rest', stage: 'dev', apiId: 'backbackba', routes: { 'GET /items/{proxy+}': 'echo' } },
    beta: { type: 'rest', stage: 'dev', routes: { 'ANY /{proxy+}': 'echo' } },
    chat: {
      type: 'websocket',
      stage: 'dev',
      routeSelectionExpression: '$request.body.action',
      routes: { $default: { function: 'socket', routeResponse: true } },
    },
  },
  domains: {
    'api.shop.localhost': {
      mappings: { '': 'page', named: 'named', old: 'old', back: 'back/dev' },
      routingRules: [
        {
          priority: 5,
          conditions: [
            { matchHeaders: { anyOf: [{ header: 'x-version', valueGlob: 'beta*' }] } },
            { matchBasePaths: { anyOf: ['back'] } },
          ],
          actions: [{ invokeApi: { api: 'beta', stage: 'dev', stripBasePath: true } }],
        },
      ],
    },
    'ws.shop.localhost': { mappings: { chat: 'chat' } },
    'closed.localhost': { mappings: { only: 'page' } },
  },
};

async function started(definition: EmulatorConfig = config): Promise<Emulator> {
  const options = { config: definition, cwd: temporaryFolder('edge'), port: 0, adminPort: 0, watch: false };
  const emulator = await startEmulator(options);
  onTestFinished(() => emulator.close());
  return emulator;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** fetch does not let one choose the Host. */
function get(emulator: Emulator, host: string, path: string, headers: Record<string, string> = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    request(`${emulator.edge?.url}${path}`, { headers: { host, ...headers }, agent: false }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text }));
    })
      .on('error', reject)
      .end();
  });
}

async function eventOf(emulator: Emulator, host: string, path: string, headers: Record<string, string> = {}) {
  const { text } = await get(emulator, host, path, headers);
  return JSON.parse(text) as Record<string, unknown> & { readonly requestContext: Record<string, unknown> };
}

test('behind a domain, events have its name, the stage of the mapping and the paths of AWS', async () => {
  const emulator = await started();
  const host = 'api.shop.localhost';
  const domain = { domainName: host, domainPrefix: 'api' };
  expect(await eventOf(emulator, host, '/products/1')).toMatchObject({
    rawPath: '/products/1',
    requestContext: { ...domain, stage: '$default', http: { path: '/products/1' } },
  });
  expect(await eventOf(emulator, host, '/named/x')).toMatchObject({
    rawPath: '/v1/x',
    requestContext: { ...domain, stage: 'v1' },
  });
  expect(await eventOf(emulator, host, '/old/x')).toMatchObject({ path: '/old/x', requestContext: { ...domain } });
  expect(await eventOf(emulator, host, '/back/items/a/b')).toMatchObject({
    path: '/back/items/a/b',
    resource: '/items/{proxy+}',
    pathParameters: { proxy: 'a/b' },
    requestContext: { ...domain, stage: 'dev', path: '/back/items/a/b', resourcePath: '/items/{proxy+}' },
  });
  expect(await eventOf(emulator, host, '/back/items/a', { 'X-Version': 'beta3' })).toMatchObject({
    path: '/back/items/a',
    resource: '/{proxy+}',
    pathParameters: { proxy: 'items/a' },
  });
});

test('by its execute-api name and by path, an API is addressed by its stage', async () => {
  const emulator = await started();
  const onStage = { path: '/items/a', requestContext: { path: '/dev/items/a', domainPrefix: 'backbackba' } };
  expect(await eventOf(emulator, 'backbackba.execute-api.localhost', '/dev/items/a')).toMatchObject(onStage);
  expect(await eventOf(emulator, 'localhost', '/_aws/execute-api/backbackba/dev/items/a')).toMatchObject(onStage);
  expect(await eventOf(emulator, 'back.localhost', '/dev/items/a')).toMatchObject(onStage);
  expect(await eventOf(emulator, 'localhost', '/_aws/execute-api/pagepagepa/x')).toMatchObject({ rawPath: '/x' });
});

test('who is led nowhere gets what AWS answers, a disabled endpoint what its kind answers', async () => {
  const emulator = await started();
  const nowhere = await get(emulator, 'closed.localhost', '/other');
  expect(nowhere).toMatchObject({ status: 403, text: '{"message":"Forbidden"}' });
  expect(nowhere.headers).toMatchObject({
    'x-amzn-errortype': 'ForbiddenException',
    'content-type': 'application/json',
  });
  expect((await get(emulator, 'other.example.com', '/')).status).toBe(403);
  const named = emulator.model.apis.find(({ name }) => name === 'named')?.id ?? '';
  expect((await get(emulator, `${named}.execute-api.localhost`, '/v1/x')).status).toBe(404);
  expect((await get(emulator, 'api.shop.localhost', '/back/none')).text).toBe(
    '{"message":"Missing Authentication Token"}',
  );
});

test('a WebSocket connects through a domain, and its handler reaches it by @connections there', async () => {
  const emulator = await started();
  const url = `${emulator.edge?.url.replace('http', 'ws')}/chat`;
  const client = new WebSocket(url, { headers: { host: 'ws.shop.localhost' } });
  onTestFinished(() => client.terminate());
  const messages: string[] = [];
  const both = new Promise<void>((resolve, reject) => {
    client.on('message', (data: Buffer) => {
      messages.push(data.toString('utf8'));
      if (messages.length === 2) resolve();
    });
    client.on('error', reject);
  });
  client.on('open', () => client.send('hello'));
  await both;
  expect(messages.toSorted()).toEqual(['pushed', '{"domainName":"ws.shop.localhost","stage":"dev","posted":200}']);
});

test('a handshake with an API of another kind is a request like any other', async () => {
  const emulator = await started();
  const url = `${emulator.edge?.url.replace('http', 'ws')}/x`;
  const client = new WebSocket(url, { headers: { host: 'page.localhost' } });
  client.on('error', () => undefined);
  const status = await new Promise((resolve) => {
    client.on('unexpected-response', (_request, response) => resolve(response.statusCode));
  });
  expect(status).toBe(200);
});

test('every API is listed by name and by path, then by its domains', async () => {
  const emulator = await started();
  const url = emulator.edge?.url ?? '';
  const port = new URL(url).port;
  expect(emulator.edge?.apis).toEqual(
    expect.arrayContaining([
      { api: 'page', url: `http://page.localhost:${port}`, byPath: `${url}/_aws/execute-api/pagepagepa` },
      { api: 'back', url: `http://back.localhost:${port}/dev`, byPath: `${url}/_aws/execute-api/backbackba/dev` },
      { api: 'page', url: `http://api.shop.localhost:${port}` },
      { api: 'back', url: `http://api.shop.localhost:${port}/back` },
      { api: 'chat', url: `ws://ws.shop.localhost:${port}/chat` },
    ]),
  );
});

test('without edge there is none', async () => {
  const emulator = await started({
    functions: { echo },
    apis: { page: { type: 'http', routes: { $default: 'echo' } } },
  });
  expect(emulator.edge).toBeUndefined();
});

test('the domains of a template are served by the edge, with the stage of their mappings', async () => {
  const cwd = temporaryFolder('edge-template');
  writeFileSync(
    join(cwd, 'app.mjs'),
    'export const handler = async (event) => ({ statusCode: 200, body: JSON.stringify(event) });',
  );
  writeFileSync(join(cwd, 'template.yaml'), TEMPLATE);
  writeFileSync(join(cwd, 'emulator.config.yaml'), 'source: template.yaml\nadmin: false\nedge: { port: 0 }\n');
  const emulator = await startEmulator({ config: 'emulator.config.yaml', cwd, port: 0, watch: false });
  onTestFinished(() => emulator.close());
  expect(await eventOf(emulator, 'api.example.com', '/back/items/1')).toMatchObject({
    path: '/back/items/1',
    requestContext: {
      domainName: 'api.example.com',
      stage: 'live',
      path: '/back/items/1',
      resourcePath: '/items/{id}',
    },
  });
  expect(await eventOf(emulator, 'api.example.com', '/web/x')).toMatchObject({
    rawPath: '/x',
    requestContext: { domainName: 'api.example.com', stage: '$default' },
  });
  // docs/aws/domains.md#rest: the stage that the caller writes stays in both paths.
  expect(await eventOf(emulator, 'api.example.com', '/any/live/items/1')).toMatchObject({
    path: '/any/live/items/1',
    pathParameters: { id: '1' },
    requestContext: { stage: 'live', path: '/any/live/items/1', resourcePath: '/items/{id}' },
  });
  expect((await get(emulator, 'api.example.com', '/none')).status).toBe(403);
});

test('a port for all APIs can be asked for where the definition has none', async () => {
  const cwd = temporaryFolder('edge-port');
  writeFileSync(
    join(cwd, 'app.mjs'),
    'export const handler = async (event) => ({ statusCode: 200, body: event.path });',
  );
  writeFileSync(join(cwd, 'template.yaml'), TEMPLATE);
  const emulator = await startEmulator({ cwd, port: 0, adminPort: 0, edgePort: 0, watch: false });
  onTestFinished(() => emulator.close());
  expect(await get(emulator, 'api.example.com', '/back/items/1')).toMatchObject({ status: 200, text: '/back/items/1' });
  expect(emulator.edge?.apis).toContainEqual({ api: 'Back', url: expect.stringContaining('http://api.example.com:') });
});

test('a configuration may add the truststore to a domain of the template that it is laid over', async () => {
  const cwd = temporaryFolder('edge-truststore');
  writeFileSync(
    join(cwd, 'app.mjs'),
    'export const handler = async (event) => ({ statusCode: 200, body: event.path });',
  );
  const wanted = 'MutualTlsAuthentication: { TruststoreUri: s3://bucket/truststore.pem }';
  writeFileSync(join(cwd, 'template.yaml'), TEMPLATE.replace('BasePath: [back]', `BasePath: [back], ${wanted}`));
  writeFileSync(
    join(cwd, 'emulator.config.yaml'),
    `source: template.yaml
admin: false
edge: { port: 0 }
domains: { api.example.com: { mutualTlsAuthentication: { truststoreUri: truststore.pem } } }
`,
  );
  const { model, problems } = await readDefinition({ cwd, environment: {} });
  expect(model?.domains).toMatchObject([
    { name: 'api.example.com', truststore: join(cwd, 'truststore.pem'), mappings: [{}, {}, {}] },
  ]);
  expect(problems.map(({ message }) => message).join()).toContain('s3://bucket/truststore.pem is not read');
});

const TEMPLATE = `
Transform: AWS::Serverless-2016-10-31
Resources:
  Back:
    Type: AWS::Serverless::Api
    Properties:
      StageName: live
      Domain: { DomainName: api.example.com, CertificateArn: arn:aws:acm:us-east-1:123456789012:certificate/a, BasePath: [back] }
  Web: { Type: AWS::Serverless::HttpApi }
  WebMapping:
    Type: AWS::ApiGatewayV2::ApiMapping
    Properties: { DomainName: api.example.com, ApiId: !Ref Web, Stage: $default, ApiMappingKey: web }
  AnyStage:
    Type: AWS::ApiGateway::BasePathMapping
    Properties: { DomainName: api.example.com, RestApiId: !Ref Back, BasePath: any }
  Echo:
    Type: AWS::Serverless::Function
    Properties:
      Handler: app.handler
      Runtime: nodejs20.x
      CodeUri: .
      Events:
        Item: { Type: Api, Properties: { Path: '/items/{id}', Method: get, RestApiId: !Ref Back } }
        Any: { Type: HttpApi, Properties: { Path: '/{proxy+}', Method: any, ApiId: !Ref Web } }
`;

test('the edge follows a reload: new mappings, another port, none', async () => {
  const cwd = temporaryFolder('edge-reload');
  const file = join(cwd, 'emulator.config.yaml');
  const text = (rest: string): string =>
    `functions: { echo: { handler: index.handler, inline: "exports.handler = async () => 'hi'" } }
apis: { page: { type: http, routes: { $default: echo } } }\n${rest}`;
  writeFileSync(file, text('edge: { port: 0 }\n'));
  let reloaded: () => void = () => undefined;
  const observer = { reloaded: () => reloaded() };
  const emulator = await startEmulator({ config: file, cwd, port: 0, adminPort: 0, observer });
  onTestFinished(() => emulator.close());
  const rewrite = async (rest: string): Promise<void> => {
    const done = new Promise<void>((resolve) => (reloaded = resolve));
    writeFileSync(file, text(rest));
    await done;
  };
  const before = emulator.edge?.url;
  expect((await get(emulator, 'api.localhost', '/p')).status).toBe(403);
  await rewrite('edge: { port: 0 }\ndomains: { api.localhost: { mappings: { p: page } } }\n');
  expect(emulator.edge?.url).toBe(before);
  expect((await get(emulator, 'api.localhost', '/p')).status).toBe(200);
  await rewrite('');
  expect(emulator.edge).toBeUndefined();
  await expect(fetch(`${before}/`)).rejects.toThrow();
});

test('access logs name the rule and the base path that matched, of a mapping the base path alone', async () => {
  const lines: string[] = [];
  const accessLog = {
    format: '$context.requestId|$context.customDomain.routingRuleIdMatched|$context.customDomain.basePathMatched',
  };
  const { back: backoffice = {}, beta = {} } = config.apis ?? {};
  const emulator = await startEmulator({
    config: { ...config, apis: { ...config.apis, back: { ...backoffice, accessLog }, beta: { ...beta, accessLog } } },
    cwd: temporaryFolder('edge-logs'),
    port: 0,
    adminPort: 0,
    watch: false,
    observer: { accessLog: (line) => void lines.push(line.slice(line.indexOf('|') + 1)) },
  });
  onTestFinished(() => emulator.close());
  await get(emulator, 'api.shop.localhost', '/back/items/a', { 'x-version': 'beta1' });
  await get(emulator, 'api.shop.localhost', '/back/items/a');
  await get(emulator, 'back.localhost', '/dev/items/a');
  const rule = emulator.model.domains?.[0]?.routingRules[0]?.id ?? '';
  expect(rule).toMatch(/^[a-z0-9]{6}$/);
  expect(lines).toEqual([`${rule}|back`, '-|back', '-|-']);
});
