// `gw-emulate record` and `compare` through the real command: an API against itself, and against one with ten seeded differences.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../temporary-folder.ts';
import { runCli, startCli } from './cli.ts';
import { sampleProject } from './sample-project.ts';

interface Answer {
  readonly statusCode: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly cookies?: readonly string[];
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
}

/** Handlers whose answers hold what is new with every request, beside what is not. */
function project(answers: Readonly<Record<string, Answer>>): string {
  const folder = temporaryFolder('compare');
  writeFileSync(
    join(folder, 'shop.mjs'),
    `import { randomUUID } from 'node:crypto';
const answers = ${JSON.stringify(answers)};
const made = new Set();
export const handler = async (event) => {
  const path = event.rawPath;
  if (path === '/orders' && event.requestContext.http.method === 'POST') {
    const id = randomUUID();
    made.add(id);
    return {
      statusCode: 201,
      headers: { location: '/orders/' + id, 'content-type': 'application/json' },
      body: JSON.stringify({ id, createdAt: new Date().toISOString(), at: Date.now(), requestId: event.requestContext.requestId }),
    };
  }
  if (path.startsWith('/orders/')) {
    const id = path.slice(8);
    return { statusCode: made.has(id) ? 200 : 404, body: JSON.stringify({ id }) };
  }
  if (path === '/who') return { authorization: event.headers.authorization, key: event.headers['x-api-key'], token: 'abc' };
  return answers[path] ?? { statusCode: 404, body: 'nothing here' };
};
`,
  );
  const config = {
    functions: { shop: 'shop.handler' },
    apis: {
      shop: { type: 'http', routes: { $default: 'shop' } },
      other: { type: 'http', routes: { $default: 'shop' } },
    },
  };
  writeFileSync(join(folder, 'emulator.config.json'), JSON.stringify(config));
  return folder;
}

const json = (value: unknown, more: Partial<Answer> = {}): Answer => ({
  statusCode: 200,
  body: JSON.stringify(value),
  ...more,
  headers: { 'content-type': 'application/json', ...more.headers },
});
/** A number that JavaScript rounds: written into the body afterwards. */
const LONG = 'long';
const long = (answer: Answer, digits: string): Answer => ({
  ...answer,
  body: answer.body?.replace('"long"', digits) ?? '',
});
const products = [
  { id: 'p1', price: 10, tags: ['a', 'b'] },
  { id: 'p2', price: 20.5, tags: [] },
  { id: 'p3', price: LONG, tags: null },
];
const bytes = (text: string): string => Buffer.from(text, 'latin1').toString('base64');

const DEPLOYED: Readonly<Record<string, Answer>> = {
  '/products': long(json({ products, total: 3, next: null }), '12345678901234567'),
  '/page': {
    statusCode: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', vary: 'Origin, Accept' },
    body: '<h1>Shop</h1>\n<p>Open</p>\n',
  },
  '/image': {
    statusCode: 200,
    headers: { 'content-type': 'image/png' },
    body: bytes('\x89PNG\xff\x01'),
    isBase64Encoded: true,
  },
  '/login': json(
    { ok: true },
    { cookies: ['session=s1; Path=/; HttpOnly; Secure', 'theme=dark'], headers: { 'x-frame-options': 'DENY' } },
  ),
  '/moved': { statusCode: 301, headers: { location: '/products' } },
};

const REQUESTS = `
@host = https://shop.example
@token = secret-token

### List
GET {{host}}/products HTTP/1.1
Accept: application/json

###
GET {{host}}/page

###
GET {{host}}/image

###
# @name login
GET {{host}}/login

###
GET {{host}}/moved

### Order
POST {{host}}/orders
Content-Type: application/json

{ "product": "p1" }

###
GET {{host}}/who
Authorization: Bearer {{token}}
x-api-key: key-12345678901234567890
`;

async function recorded(folder: string): Promise<string> {
  const cli = await startCli(['--no-watch'], folder);
  try {
    writeFileSync(join(folder, 'shop.http'), REQUESTS);
    const { code, stderr, stdout } = await runCli(['record', '--against', cli.url('shop'), 'shop.http'], folder);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toContain('7 answers of http');
    return join(folder, 'recording.json');
  } finally {
    await cli.stop();
  }
}

interface Report {
  readonly compared: number;
  readonly same: number;
  readonly results: readonly {
    readonly name: string;
    readonly findings: readonly { field: string; verdict: string; why?: string }[];
  }[];
}

const fieldsOf = (report: Report, verdict: string): string[] =>
  report.results.flatMap(({ name, findings }) =>
    findings.filter((found) => found.verdict === verdict).map(({ field }) => `${name}: ${field}`),
  );

test('an API compared with itself has no differences, and what is new with every request is listed', async () => {
  const folder = project(DEPLOYED);
  const recording = await recorded(folder);
  const { code, stdout, stderr } = await runCli(
    [
      'compare',
      recording,
      '--api',
      'shop',
      '--json',
      '--bearer',
      'secret-token',
      '--api-key',
      'key-12345678901234567890',
    ],
    folder,
  );
  const report = JSON.parse(stdout) as Report;
  expect(fieldsOf(report, 'different')).toEqual([]);
  expect([code, stderr, report.same]).toEqual([0, '', 7]);
  expect(fieldsOf(report, 'volatile')).toEqual(
    expect.arrayContaining([
      'List: headers.apigw-requestid',
      'Order: body.id',
      'Order: body.createdAt',
      'Order: body.at',
      'Order: body.requestId',
      'Order: headers.location',
    ]),
  );
});

test('the recording holds no secret', async () => {
  const text = readFileSync(await recorded(project(DEPLOYED)), 'utf8');
  expect(text).not.toMatch(/secret-token|key-1234|session=s1|"abc/);
  expect(text).toContain('Bearer (redacted)');
});

test('ten seeded differences are found, and nothing else', async () => {
  const recording = await recorded(project(DEPLOYED));
  const local = project({
    ...DEPLOYED,
    '/products': long(
      json({
        products: [products[0], { id: 'p2', price: 20.25, tags: ['new'] }, products[2], { id: 'p4' }],
        total: '3',
        next: null,
      }),
      '12345678901234568',
    ),
    '/page': {
      statusCode: 200,
      headers: { 'content-type': 'text/html;charset=UTF-8', vary: 'accept,origin' },
      body: '<h1>Shop</h1>\n<p>Closed</p>\n',
    },
    '/image': {
      statusCode: 200,
      headers: { 'content-type': 'image/png' },
      body: bytes('\x89PNG\xff\x02'),
      isBase64Encoded: true,
    },
    '/login': json({ ok: true }, { cookies: ['theme=dark', 'session=s2; HttpOnly; Path=/'] }),
    '/moved': { statusCode: 302, headers: { location: '/products' } },
  });
  const { code, stdout } = await runCli(
    [
      'compare',
      recording,
      '--api',
      'shop',
      '--json',
      '--junit',
      'report.xml',
      '--bearer',
      'secret-token',
      '--api-key',
      'key-12345678901234567890',
    ],
    local,
  );
  expect(code).toBe(1);
  expect(fieldsOf(JSON.parse(stdout) as Report, 'different').toSorted()).toEqual([
    'GET /image: body',
    'GET /moved: status',
    'GET /page: body',
    'List: body.products[1].price',
    'List: body.products[1].tags[0]',
    'List: body.products[2].price',
    'List: body.products[3]',
    'List: body.total',
    'login: headers.set-cookie',
    'login: headers.x-frame-options',
  ]);
  const report = readFileSync(join(local, 'report.xml'), 'utf8');
  expect(report).toContain('tests="7" failures="5"');
  expect(report).toContain('body.products[3]: recorded nothing, local {&quot;id&quot;:&quot;p4&quot;}');
});

test('rules accept differences, by pattern, type and tolerance, and say so', async () => {
  const recording = await recorded(project(DEPLOYED));
  const changed = [{ ...products[0], price: 10.004 }, { ...products[1], id: 'p2-local' }, products[2]];
  const local = project({
    ...DEPLOYED,
    '/products': long(json({ products: changed, total: 4, next: null }), '12345678901234567'),
    '/moved': { statusCode: 302 },
  });
  writeFileSync(
    join(local, 'rules.yaml'),
    `rules:
  - { field: "body.products[*].price", tolerance: 0.01 }
  - { field: "body.products[*].id", match: "p\\\\d(-local)?" }
  - { field: body.total, type: true, request: GET /products }
  - { field: "headers.Location", ignore: true, request: "GET /mov*" }
  - { field: headers.etag, ignore: true }
`,
  );
  const { code, stdout, stderr } = await runCli(
    ['compare', recording, '--api', 'shop', '--rules', 'rules.yaml'],
    local,
  );
  expect(stdout).toMatch(
    /by rule: body\.products\[0\]\.price \(within 0\.01\), body\.products\[1\]\.id \(matches .*\), body\.total \(both number\)/,
  );
  expect(stdout).toMatch(/status +301 +302/);
  expect(stdout).toMatch(/7 requests: 5 the same, 2 different/);
  expect(stderr).toContain('no difference met the rule for headers.etag');
  expect(code).toBe(1);
});

test('wrong usage ends with 2 and a sentence', async () => {
  const folder = project(DEPLOYED);
  mkdirSync(join(folder, 'sub'));
  writeFileSync(join(folder, 'other.json'), '{"a": 1}');
  writeFileSync(
    join(folder, 'rules.yaml'),
    'rules:\n  - { field: body, ignor: true }\n  - { field: body, match: "(" }\n',
  );
  const wrong = async (...args: string[]) => {
    const { code, stderr } = await runCli(args, folder);
    expect(code).toBe(2);
    return stderr;
  };
  expect(await wrong('compare')).toContain('Name a recording');
  expect(await wrong('compare', 'none.json')).toContain('there is no file none.json');
  expect(await wrong('compare', 'other.json')).toContain('is no recording');
  expect(await wrong('compare', 'other.json', '--rules', 'rules.yaml')).toMatch(
    /rules\.yaml:2:.*"ignor"[\s\S]*rules\.yaml:3:.*not a regular expression/,
  );
  expect(await wrong('record', 'x.http')).toContain('--against');
  expect(await wrong('record', '--against', 'shop', 'x.http')).toContain('"shop" is no URL');
  expect(await wrong('record', '--against', 'http://127.0.0.1:1')).toContain('Name a file');
});

test('the sample app, recorded and compared with a fresh start, has no differences, orders that it makes included', async () => {
  const app = await sampleProject();
  try {
    writeFileSync(
      join(app.folder, 'shop.http'),
      `GET /\n\n###\nGET /products\n\n###\nGET /products/kettle\n\n###\nPOST /orders\nContent-Type: application/json\n
{"product":"kettle","quantity":2}\n\n###\nPOST /orders\n\n{}\n\n###\nGET /nowhere\n\n###\nOPTIONS /products\nOrigin: https://a.example
Access-Control-Request-Method: GET\n`,
    );
    const cli = await startCli(['--no-watch'], app.folder);
    const run = (...args: string[]) => runCli(args, app.folder);
    try {
      expect((await run('record', '--against', cli.url('shop'), 'shop.http', '-o', 'shop.json')).code).toBe(0);
      const calls = `curl $API/orders\ncurl -X OPTIONS $API/orders\ncurl $API/health\ncurl -X PUT $API/orders/none/shipment --json '{"carrier":"x"}'\n`;
      writeFileSync(join(app.folder, 'backoffice.sh'), `API=${cli.url('backoffice')}\n${calls}`);
      const api = cli.url('backoffice');
      expect((await run('record', '--against', api, 'backoffice.sh', '-o', 'backoffice.json')).code).toBe(0);
      // What a running emulator has received is a source of requests too.
      const port = new URL(cli.ready.admin ?? '').port;
      const journal = ['--journal', '--api', 'backoffice', '--admin-port', port];
      expect((await run('record', '--against', api, ...journal, '-o', 'journal.json', '--json')).stdout).toContain(
        '"exchanges":4',
      );
    } finally {
      await cli.stop();
    }
    const shop = await run('compare', 'shop.json', '--api', 'shop');
    expect(shop.stdout).toMatch(/✓ POST \/orders\n.*body\.id \(uuid\), body\.createdAt \(time\)/);
    expect(shop).toMatchObject({ code: 0, stdout: expect.stringContaining('7 requests: 7 the same') as string });
    // The list of orders has one order that was made before it was recorded.
    const backoffice = await run('compare', 'backoffice.json', '--api', 'backoffice');
    expect(backoffice.stdout).toMatch(/body\.orders\[0\][^]*4 requests: 3 the same, 1 different \(1 field\)/);
  } finally {
    app.remove();
  }
});

test('secrets that were redacted are given by name, and the report says which were not', async () => {
  const folder = project(DEPLOYED);
  const text = `POST https://shop.example/who?access_token=t1\nCookie: session=s1; theme=dark\nx-api-key: key-1\nContent-Type: application/json\n\n{"password":"p1"}\n`;
  const cli = await startCli(['--no-watch'], folder);
  try {
    writeFileSync(join(folder, 'who.http'), text);
    expect((await runCli(['record', '--against', cli.url('shop'), 'who.http'], folder)).code).toBe(0);
    const compare = (...flags: string[]) =>
      runCli(['compare', 'recording.json', '--against', cli.url('shop'), ...flags], folder);
    expect((await compare()).stdout).toContain(
      'sent without the recorded value of session, theme, x-api-key, access_token, password',
    );
    const given = ['session=s1', 'theme=dark', 'x-api-key=key-1', 'access_token=t1', 'password=p1'];
    const { code, stdout } = await compare(...given.flatMap((pair) => ['--secret', pair]));
    expect([code, stdout]).toEqual([0, expect.not.stringContaining('sent without') as string]);
  } finally {
    await cli.stop();
  }
});

test('a signal stops the emulator of a comparison, with exit code 130', async () => {
  const folder = temporaryFolder('compare-signal');
  const handler =
    'exports.handler = async () => { console.log("busy"); await new Promise((done) => setTimeout(done, 20000)); };';
  const config = {
    functions: { slow: { inline: handler, timeout: 30 } },
    apis: { web: { type: 'http', routes: { $default: 'slow' } } },
  };
  writeFileSync(join(folder, 'emulator.config.json'), JSON.stringify(config));
  const exchange = {
    name: 'a',
    answeredAt: 0,
    request: { method: 'GET', path: '/', headers: [] },
    response: { status: 200, headers: [] },
  };
  writeFileSync(
    join(folder, 'r.json'),
    JSON.stringify({ gwEmulateRecording: 1, against: 'http://a', recordedAt: '', exchanges: [exchange] }),
  );
  const child = spawn(process.execPath, [resolve('dist/cli.js'), 'compare', 'r.json', '--verbose'], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await new Promise<void>((busy) => {
    child.stderr.on('data', (text: Buffer) => {
      if (text.includes('busy')) busy();
    });
  });
  child.kill('SIGTERM');
  const [code] = (await once(child, 'exit')) as [number | null];
  expect(code).toBe(130);
});
