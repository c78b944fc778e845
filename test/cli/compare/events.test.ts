// `gw-emulate compare --events`: events of one emulator, which stands for the deployed APIs, compared with those of another.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { createProgram } from '../../../src/cli/program.ts';
import { startEmulator } from '../../../src/emulator.ts';
import { recordEvents } from '../../../src/recorder/index.ts';
import { fakeIo } from '../fake-io.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

const handler = 'exports.handler = async () => { throw new Error("no code of the user runs"); };';

function configuration(stage: string, more: { routes?: object; stageVariables?: object } = {}): object {
  const withStage = { stage, ...(more.stageVariables === undefined ? {} : { stageVariables: more.stageVariables }) };
  return {
    functions: { f: { inline: handler }, allow: { inline: handler } },
    apis: {
      web: {
        type: 'http',
        stage: '$default',
        authorizers: {
          session: {
            type: 'request',
            function: 'allow',
            identitySource: ['$request.header.Cookie'],
            simpleResponses: true,
          },
          users: { type: 'jwt', issuer: 'local', audience: ['shop'] },
        },
        routes: {
          'GET /orders/{id}': { function: 'f', authorizer: 'session' },
          'GET /me': { function: 'f', authorizer: 'users' },
          'POST /old': { function: 'f', payloadFormatVersion: '1.0' },
          $default: 'f',
          ...more.routes,
        },
      },
      rest: {
        type: 'rest',
        ...withStage,
        apiKeys: { partner: { value: 'partner-key-0123456789abcdef' } },
        usagePlans: { gold: { apiKeys: ['partner'] } },
        authorizers: { token: { type: 'token', function: 'allow', identitySource: 'method.request.header.X-Token' } },
        routes: { 'ANY /items/{proxy+}': { function: 'f', authorizer: 'token', apiKeyRequired: true } },
      },
      chat: {
        type: 'websocket',
        ...withStage,
        authorizers: {
          ticket: { type: 'request', function: 'allow', identitySource: ['route.request.querystring.ticket'] },
        },
        routeSelectionExpression: '$request.body.action',
        routes: { $connect: { function: 'f', authorizer: 'ticket' }, $disconnect: 'f', send: 'f', $default: 'f' },
      },
    },
  };
}

/** The lines that the recorder logs while clients use the deployed APIs. */
async function deployedLines(): Promise<string[]> {
  const lines: string[] = [];
  const log = (line: string): void => void lines.push(line);
  await using deployed = await startEmulator({
    config: configuration('prod'),
    cwd: temporaryFolder('deployed'),
    listen: false,
  });
  deployed.mock(
    'f',
    recordEvents(async (_event: unknown) => ({ statusCode: 200, body: '{}' }), { log }),
  );
  deployed.mock(
    'allow',
    recordEvents(
      async (event: unknown) => ({
        isAuthorized: true,
        principalId: 'anna',
        context: { tenant: 't1' },
        ...((event as { version?: string }).version === '2.0'
          ? {}
          : {
              policyDocument: {
                Version: '2012-10-17',
                Statement: [{ Action: 'execute-api:Invoke', Effect: 'Allow', Resource: '*' }],
              },
            }),
      }),
      { log },
    ),
  );
  const headers = {
    Host: 'api.example.com',
    'User-Agent': 'client/1',
    Cookie: 'session=s1; theme=dark',
    'X-Forwarded-For': '1.2.3.4',
  };
  await deployed.inject('web', { path: '/orders/a%2Fb%20c?x=1&x=2&y=%C3%A4', headers });
  const token = deployed.token({ subject: 'anna', audience: ['shop'], claims: { role: 'admin' } });
  await deployed.inject('web', { path: '/me', headers: { Authorization: `Bearer ${token}` } });
  await deployed.inject('web', {
    method: 'POST',
    path: '/old?a=b%20c',
    headers: { 'content-type': 'application/json' },
    body: '{"password":"p1","n":1}',
  });
  await deployed.inject('web', {
    method: 'PUT',
    path: '/any',
    headers: { 'content-type': 'application/octet-stream' },
    body: Buffer.from([0xff, 1]),
  });
  const key = { 'x-api-key': 'partner-key-0123456789abcdef', 'X-Token': 'allow-me' };
  await deployed.inject('rest', {
    method: 'PATCH',
    path: '/items/a/b%20c?tag=1&tag=2',
    headers: { ...headers, ...key },
    body: { n: 1 },
  });
  const client = await deployed.connect('chat', { headers: { 'x-room': '7' }, query: { ticket: 'x' } });
  client.send({ action: 'send', text: 'hello' });
  client.send('no json');
  await expect.poll(() => lines.filter((line) => line.includes('"MESSAGE"')).length).toBe(2);
  await client.close(3001);
  await expect.poll(() => lines.some((line) => line.includes('"DISCONNECT"'))).toBe(true);
  return lines;
}

interface Report {
  readonly compared: number;
  readonly same: number;
  readonly results: readonly {
    readonly request: string;
    readonly failure?: string;
    readonly findings: readonly { field: string; verdict: string }[];
  }[];
}

async function compare(
  lines: string,
  config: object,
  ...flags: string[]
): Promise<{ code: number; report: Report; err: string }> {
  const folder = temporaryFolder('compare-events');
  writeFileSync(join(folder, 'emulator.config.json'), JSON.stringify(config));
  writeFileSync(join(folder, 'events.log'), lines);
  const { io, out, err } = fakeIo(folder);
  const code = await createProgram(io).run([
    'node',
    'gw-emulate',
    'compare',
    '--events',
    'events.log',
    '--json',
    ...flags,
  ]);
  return { code, report: JSON.parse(out()) as Report, err: err() };
}

const different = ({ results }: Report): string[] =>
  results.flatMap(({ request, failure, findings }) => [
    ...(failure === undefined ? [] : [`${request}: ${failure}`]),
    ...findings.filter(({ verdict }) => verdict === 'different').map(({ field }) => `${request}: ${field}`),
  ]);

test('events of every kind, authorizers’ too, are the same where the definition is, whatever the stage is called', async () => {
  const lines = await deployedLines();
  expect(lines).toHaveLength(12);
  expect(lines.join('\n')).not.toMatch(/session=s1|partner-key|allow-me|"p1|eyJ/);
  const { code, report } = await compare(lines.join('\n'), configuration('dev'));
  expect(different(report)).toEqual([]);
  expect([code, report.same]).toEqual([0, 12]);
  expect(report.results.map(({ request }) => request)).toEqual([
    'GET /orders/{id} (authorizer)',
    'GET /orders/{id}',
    'GET /me',
    'POST /old',
    '$default',
    'PATCH /items/a/b%20c (authorizer)',
    'PATCH /items/{proxy+}',
    '$connect (authorizer)',
    '$connect',
    'send',
    '$default',
    '$disconnect',
  ]);
});

test('what the definition says differently is found, field by field', async () => {
  const lines = await deployedLines();
  const changed = configuration('prod', {
    routes: {
      'POST /old': 'f',
      'GET /orders/{orderId}': { function: 'f', authorizer: 'session' },
      'GET /orders/{id}': undefined,
    },
    stageVariables: { table: 'orders' },
  });
  const found = different((await compare(lines.join('\n'), changed)).report);
  expect(found).toEqual(
    expect.arrayContaining([
      'POST /old: event.version',
      'POST /old: event.rawPath',
      'GET /orders/{id}: event.routeKey',
      'GET /orders/{id}: event.pathParameters.id',
      'GET /orders/{id}: event.pathParameters.orderId',
      'PATCH /items/{proxy+}: event.stageVariables',
    ]),
  );
  expect(found.filter((field) => field.startsWith('GET /me'))).toEqual([]);
});

test('lines are read out of what CloudWatch exports: tailed, filtered, queried, in Lambda’s two formats and as CSV', async () => {
  const event = {
    version: '2.0',
    routeKey: '$default',
    rawPath: '/x',
    rawQueryString: '',
    headers: {},
    requestContext: { http: { method: 'GET' }, routeKey: '$default' },
  };
  const line = JSON.stringify({ gwEmulateEvent: 1, at: 1, event: { ...event, body: 'quote " and } brace' } });
  const config = { functions: { f: { inline: handler } }, apis: { web: { type: 'http', routes: { $default: 'f' } } } };
  const forms = [
    `START RequestId: 1\n2026-01-31T10:00:00.000Z\tr-1\tINFO\t${line}\nEND RequestId: 1`,
    `2026-01-31T10:00:00 2026/01/31/[$LATEST]abc ${line}\n`,
    JSON.stringify({ timestamp: '2026-01-31T10:00:00.000Z', level: 'INFO', requestId: 'r-1', message: line }),
    JSON.stringify(
      { events: [{ logStreamName: 's', timestamp: 1, message: `${line}\n` }, { message: 'START' }] },
      null,
      2,
    ),
    JSON.stringify([{ '@timestamp': '2026', '@message': JSON.stringify({ level: 'INFO', message: line }) }]),
    `@timestamp,@message\n2026-01-31,"${line.replaceAll('"', '""')}"\n`,
  ];
  for (const form of forms) expect((await compare(form, config)).report.compared, form).toBe(1);
});

test('what cannot be compared is said: other services, refused requests, files without events', async () => {
  const config = {
    functions: { f: { inline: handler } },
    apis: {
      web: {
        type: 'http',
        authorizers: { users: { type: 'jwt', issuer: 'https://idp.example/', audience: ['a'] } },
        routes: { 'GET /x': { function: 'f', authorizer: 'users' } },
      },
    },
  };
  const line = (event: object): string => JSON.stringify({ gwEmulateEvent: 1, function: 'stack-f-1', at: 1, event });
  const context = { http: { method: 'GET' }, routeKey: 'GET /x' };
  const { code, report, err } = await compare(
    [
      line({ Records: [] }),
      line({ version: '2.0', rawPath: '/x', headers: { authorization: 'Bearer (redacted)' }, requestContext: context }),
      line({ httpMethod: 'GET', path: '/' }),
    ].join('\n'),
    config,
  );
  expect(code).toBe(1);
  expect(err).toContain('not played stack-f-1: an event: it describes no request to an API');
  expect(different(report)).toEqual([
    expect.stringMatching(/^GET \/x: the local API "web" answered 401 before a function was called/) as string,
    'GET /: the definition has no REST API that could get it',
  ]);
  const { io, err: said } = fakeIo(temporaryFolder('none'));
  expect(await createProgram(io).run(['node', 'gw-emulate', 'compare', '--events', 'none.log'])).toBe(2);
  expect(said()).toContain('there is no file none.log');
});
