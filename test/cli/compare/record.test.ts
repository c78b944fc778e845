// `gw-emulate record` against servers of this test: what it sends, with which credentials, and what it keeps.
import { readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createProgram } from '../../../src/cli/program.ts';
import { startEmulator } from '../../../src/emulator.ts';
import type { Recording } from '../../../src/recording/recording.ts';
import { writeRecording } from '../../../src/recording/write-recording.ts';
import { fakeIo } from '../fake-io.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

let server: Server;
let url: string;
const seen: { method: string; url: string; headers: IncomingMessage['headers']; body: string }[] = [];
let atOnce = 0;
let most = 0;

beforeAll(async () => {
  server = createServer((request, response) => {
    atOnce += 1;
    most = Math.max(most, atOnce);
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      seen.push({
        method: request.method ?? '',
        url: request.url ?? '',
        headers: request.headers,
        body: Buffer.concat(chunks).toString(),
      });
      const end = (): void => {
        atOnce -= 1;
        if (request.url?.endsWith('/gzip'))
          response
            .writeHead(200, { 'content-encoding': 'gzip', 'content-type': 'text/plain' })
            .end(gzipSync('unpacked'));
        else if (request.url?.endsWith('/bytes')) response.writeHead(200).end(Buffer.from([0xff, 0]));
        else if (request.url?.endsWith('/moved')) response.writeHead(302, { location: '/prod/gzip' }).end();
        else if (request.url?.endsWith('/token'))
          response
            .writeHead(200, { 'x-next': '/n1' })
            .end(JSON.stringify({ data: [{ token: `made-${seen.length}`, id: 7 }] }));
        else if (request.url?.endsWith('/cut')) response.socket?.destroy();
        else
          response
            .writeHead(
              200,
              [
                ['x-two', '1'],
                ['X-Two', '2'],
                ['set-cookie', 'session=s1; HttpOnly'],
              ].flat(),
            )
            .end('{"ok":true}');
      };
      // Requests that may run at once have to meet here.
      if (request.url?.includes('/slow')) setTimeout(end, 50);
      else end();
    });
  }).listen(0, '127.0.0.1');
  await new Promise((listening) => server.once('listening', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/prod`;
});

afterAll(() => void server.close());

async function record(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  environment: NodeJS.ProcessEnv = {},
  against = url,
) {
  const folder = temporaryFolder('record');
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  const { io, out, err } = fakeIo(folder);
  seen.length = 0;
  const code = await createProgram({ ...io, environment }).run([
    'node',
    'gw-emulate',
    'record',
    '--against',
    against,
    ...args,
  ]);
  const read = (): Recording => JSON.parse(readFileSync(join(folder, 'recording.json'), 'utf8')) as Recording;
  return { code, out: out(), err: err(), read, folder };
}

test('paths go out as they are written, and answers are kept without redirects, packing and secrets', async () => {
  const calls = ['/a%2Fb/../c?x=%20&y', '/gzip', '/bytes', '/moved']
    .map((path) => `curl --path-as-is 'http://old.example${path}'`)
    .join('\n');
  const { code, read } = await record({ 'calls.sh': calls }, ['calls.sh']);
  expect(code).toBe(0);
  expect(seen.map((one) => one.url)).toEqual(['/prod/a%2Fb/../c?x=%20&y', '/prod/gzip', '/prod/bytes', '/prod/moved']);
  const { exchanges, gwEmulateRecording, against } = read();
  expect([gwEmulateRecording, against]).toEqual([1, url]);
  expect(exchanges.map(({ response: { status, body, isBase64Encoded } }) => [status, body, isBase64Encoded])).toEqual([
    [200, '{"ok":true}', undefined],
    [200, 'unpacked', undefined],
    [200, '/wA=', true],
    [302, undefined, undefined],
  ]);
  expect(exchanges[0]?.response.headers).toEqual(
    expect.arrayContaining([
      ['x-two', '1'],
      ['X-Two', '2'],
      ['set-cookie', 'session=(redacted); HttpOnly'],
    ]),
  );
});

test('credentials come from flags or the environment, replace those of the file, and are not kept', async () => {
  const file = `POST ${url}/login?access_token=tok1\nAuthorization: Bearer old\nContent-Type: application/json\n\n{"user":"anna","password":"p1"}`;
  const { read } = await record({ 'a.http': file }, ['a.http', '-H', 'x-more: 1'], {
    GW_EMULATE_BEARER: 'new-token',
    GW_EMULATE_API_KEY: 'the-key-1',
  });
  expect(seen[0]).toMatchObject({
    url: '/prod/login?access_token=tok1',
    headers: { authorization: 'Bearer new-token', 'x-api-key': 'the-key-1', 'x-more': '1' },
    body: '{"user":"anna","password":"p1"}',
  });
  const text = JSON.stringify(read());
  expect(text).not.toMatch(/tok1|new-token|the-key-1|p1|Bearer old/);
  expect(read().exchanges[0]?.request).toMatchObject({
    path: '/login?access_token=(redacted)',
    body: '{"user":"anna","password":"(redacted)"}',
  });
});

test('--safe plays what does not write; what is not played is said', async () => {
  const file = `GET ${url}/a\n###\nDELETE ${url}/a\n###\nGET https://cdn.example/x`;
  const { code, err } = await record({ 'a.http': file }, ['a.http', '--safe']);
  expect([code, seen.map(({ method }) => method)]).toEqual([0, ['GET']]);
  expect(err).toBe(
    'not played 1 request to other servers: https://cdn.example\nnot played 1 that may write (--safe)\n',
  );
});

test('no more requests run at once than allowed', async () => {
  const calls = Array.from({ length: 12 }, (_none, index) => `curl ${url}/slow/${index}`).join('\n');
  most = 0;
  await record({ 'calls.sh': calls }, ['calls.sh', '--concurrency', '3']);
  expect([most <= 3, seen.length]).toEqual([true, 12]);
  most = 0;
  const { read } = await record({ 'calls.sh': calls }, ['calls.sh']);
  expect([most, seen.map((one) => one.url)]).toEqual([
    1,
    read().exchanges.map(({ request }) => `/prod${request.path}`),
  ]);
});

test('a request without an answer is said, the others are kept, and the command fails', async () => {
  const { code, err, out, read } = await record({ 'calls.sh': `curl ${url}/cut\ncurl ${url}/ok` }, ['calls.sh']);
  expect([code, read().exchanges.length]).toEqual([1, 1]);
  expect(err).toMatch(/error GET \/cut: 127\.0\.0\.1:\d+ did not answer: /);
  expect(out).toContain('1 answer of');
  const none = await record({ 'calls.sh': 'curl http://127.0.0.1:1/x' }, ['calls.sh'], {}, 'http://127.0.0.1:1');
  expect([none.code, none.err]).toEqual([
    1,
    'error GET /x: nothing listens at 127.0.0.1:1.\nerror There was no answer: nothing was written to recording.json.\n',
  ]);
});

test('an earlier recording outlives a run without an answer', async () => {
  const files = { 'calls.sh': 'curl http://127.0.0.1:1/x', 'recording.json': 'earlier' };
  const { code, folder } = await record(files, ['calls.sh'], {}, 'http://127.0.0.1:1');
  expect(code).toBe(1);
  expect(readFileSync(join(folder, 'recording.json'), 'utf8')).toBe('earlier');
});

test('a recording is written beside the earlier one and renamed: another file, nothing left over, for its owner alone', () => {
  const folder = temporaryFolder('record');
  const [file, link] = [join(folder, 'recording.json'), join(folder, 'link.json')];
  writeFileSync(file, 'earlier', { mode: 0o644 });
  symlinkSync('recording.json', link);
  const before = statSync(file).ino;
  const recording = { gwEmulateRecording: 1, against: url, recordedAt: '2026-01-31T10:00:00Z', exchanges: [] } as const;
  writeRecording(link, recording);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(recording);
  expect(statSync(file).ino).not.toBe(before);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(readdirSync(folder).toSorted()).toEqual(['link.json', 'recording.json']);
});

test('a place where a recording cannot be written keeps its name in the error, and nothing beside it', () => {
  const folder = temporaryFolder('record');
  const recording = { gwEmulateRecording: 1, against: url, recordedAt: '2026-01-31T10:00:00Z', exchanges: [] } as const;
  expect(() => writeRecording(join(folder, 'missing', 'a.json'), recording)).toThrow('ENOENT');
  expect(() => writeRecording(folder, recording)).toThrow('EISDIR');
  expect(readdirSync(folder)).toEqual([]);
});

test('signed requests pass an IAM route', async () => {
  await using emulator = await startEmulator({
    config: {
      functions: {
        who: { inline: 'exports.handler = async (event) => ({ arn: event.requestContext.authorizer.iam.userArn })' },
      },
      credentials: {
        alice: {
          accessKeyId: 'AKIDALICE0000000',
          secretAccessKey: 'alice-secret',
          userArn: 'arn:aws:iam::123456789012:user/alice',
        },
      },
      apis: { web: { type: 'http', routes: { 'ANY /{proxy+}': { function: 'who', authorizer: 'iam' } } } },
    },
    cwd: temporaryFolder('iam'),
    port: 0,
    adminPort: 0,
    watch: false,
  });
  const keys = {
    AWS_ACCESS_KEY_ID: 'AKIDALICE0000000',
    AWS_SECRET_ACCESS_KEY: 'alice-secret',
    AWS_REGION: 'us-east-1',
  };
  const calls = { 'calls.sh': `curl '/a b/c?z=1&y=%20' -d x\ncurl /d` };
  const { read } = await record(calls, ['calls.sh', '--sigv4'], keys, emulator.url('web'));
  expect(read().exchanges.map(({ response }) => [response.status, response.body])).toEqual([
    [200, '{"arn":"arn:aws:iam::123456789012:user/alice"}'],
    [200, '{"arn":"arn:aws:iam::123456789012:user/alice"}'],
  ]);
  expect(JSON.stringify(read())).not.toContain('AKIDALICE');
  const without = await record(calls, ['calls.sh', '--sigv4'], {}, emulator.url('web'));
  expect([without.code, without.err]).toEqual([
    2,
    expect.stringContaining('--sigv4 needs AWS_ACCESS_KEY_ID') as string,
  ]);
});

test('a request refers to earlier ones as the REST Client has it, and the comparison asks each API with its own values', async () => {
  const file = `@token = {{login.response.body.$.data[0].token}}
# @name login
GET ${url}/token

###
PUT ${url}/items/{{login.response.body.data[0].id}}{{login.response.headers.X-Next}}
Authorization: Bearer {{token}}
Content-Type: application/json

{"token": "{{token}}", "again": "{{login.request.headers.user-agent}}"}

###
GET ${url}/{{login.response.body.none}}
`;
  const { code, err, read, folder } = await record({ 'a.http': file }, ['a.http']);
  expect(seen.map((one) => [one.method, one.url, one.headers.authorization, one.body])).toEqual([
    ['GET', '/prod/token', undefined, ''],
    ['PUT', '/prod/items/7/n1', 'Bearer made-1', '{"token": "made-1", "again": "gw-emulate"}'],
  ]);
  expect(code).toBe(1);
  expect(err).toContain('{{login.response.body.none}} has no value: the response of "login" has none there.');
  expect(JSON.stringify(read())).not.toContain('made-1');
  expect(JSON.stringify(read())).toContain('Bearer {{login.response.body.$.data[0].token}}');
  const { io, out } = fakeIo(folder);
  seen.push(...seen);
  expect(await createProgram(io).run(['node', 'gw-emulate', 'compare', 'recording.json', '--against', url])).toBe(0);
  expect(out()).toContain('2 requests: 2 the same');
  expect(seen.at(-1)?.headers.authorization).toBe('Bearer made-5');
});
