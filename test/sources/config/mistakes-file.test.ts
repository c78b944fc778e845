import { expect, test } from 'vitest';
import { loadText, said } from './reading.ts';

// Mistakes in the file and what stands at its top: what the user reads, word for word, with its place.
test.each([
  [
    'an empty file',
    '',
    '1:1 emulator.config.yaml is empty -> It needs functions: and apis:; "gw-emulate init" writes an example.',
  ],
  [
    'a file of comments',
    '# nothing yet\n',
    '1:1 emulator.config.yaml is empty -> It needs functions: and apis:; "gw-emulate init" writes an example.',
  ],
  [
    'a list',
    '- a\n',
    '1:1 the document must be a map, found a list -> Remove the dashes: what stands here is written as "name: …".',
  ],
  [
    'neither APIs nor functions',
    'region: eu-west-1\n',
    '1:1 the configuration has neither apis: nor functions: -> "gw-emulate init" writes an example.',
  ],
  [
    'an unknown key at the top',
    'function:\n  list: a.list\napis: {}\n',
    '1:1 unknown key "function" in the document -> Did you mean "functions"?',
  ],
  [
    'a duplicate function',
    'functions:\n  list: a.list\n  list: b.list\n',
    '3:3 the key "list" stands twice in the same map -> Remove one of the two, or rename it.',
  ],
  [
    'an unclosed list',
    'functions: [a\n',
    '2:1 not valid YAML: a "]" is missing before this line -> Close what was opened above.',
  ],
  ['a tab', 'functions:\n\tlist: a.list\n', '2:1 not valid YAML: a tab indents this line -> Indent with spaces.'],
  [
    'an invalid region',
    'region: Virginia\nfunctions: { a: x.y }\n',
    '1:9 region must be an AWS region such as us-east-1, found "Virginia"',
  ],
  [
    'a short account id',
    'accountId: 12345\nfunctions: { a: x.y }\n',
    '1:12 accountId must be twelve digits, in quotes, found "12345"',
  ],
  [
    'a session that ends at no time',
    'functions: { a: x.y }\ncredentials:\n  ci: { accessKeyId: ASIA, secretAccessKey: s, sessionToken: t, expiration: soon }\n',
    '3:77 credentials.ci.expiration must be a time in UTC, 2026-11-24T18:00:00Z, found "soon"',
  ],
  [
    'a session that ends on the 31st of June, in the 25th hour',
    'functions: { a: x.y }\ncredentials:\n  ci: { accessKeyId: ASIA, secretAccessKey: s, sessionToken: t, expiration: "2026-06-31T25:00:00Z" }\n',
    '3:77 credentials.ci.expiration is not a time, found "2026-06-31T25:00:00Z"',
  ],
  [
    'a key that ends without being of a session',
    'functions: { a: x.y }\ncredentials:\n  ci: { accessKeyId: AKIA, secretAccessKey: s, expiration: "2026-11-24T18:00:00Z" }\n',
    '3:48 credentials.ci.expiration has no meaning without a sessionToken -> Keys of users do not expire: leave it out.',
  ],
  [
    'a port in quotes',
    'port: "3000"\nfunctions: { a: x.y }\n',
    '1:7 port must be an integer from 0 to 65,535, found "3000" -> Remove the quotes.',
  ],
  [
    'a port beyond the last',
    'port: 70000\nfunctions: { a: x.y }\n',
    '1:7 port must be an integer from 0 to 65,535, found 70000',
  ],
  [
    'two listeners on one port',
    'port: 4566\nfunctions: { a: x.y }\napis:\n  one: { type: http }\n  two: { type: http }\n',
    '1:1 port 4567 is wanted twice: by the API "two" and by the admin port -> Change one of them: port: at the top or of an API, admin.port, edge.port, or the port of a function URL.',
  ],
  [
    'the port of a function URL that an API has',
    'functions:\n  a: { handler: x.y, url: { port: 3000 } }\napis:\n  one: { type: http }\n',
    '2:27 port 3000 is wanted twice: by the API "one" and by the URL of "a" -> Change one of them: port: at the top or of an API, admin.port, edge.port, or the port of a function URL.',
  ],
  [
    'two users with one key',
    'functions: { a: x.y }\ncredentials:\n  alice: { accessKeyId: AKID, secretAccessKey: s }\n  bob: { accessKeyId: AKID, secretAccessKey: t }\n',
    '4:23 credentials.bob has the access key of "alice" -> Every access key stands for one user.',
  ],
  [
    'a credential without a secret',
    'functions: { a: x.y }\ncredentials:\n  alice: { accessKeyId: AKID }\n',
    '3:3 credentials.alice needs "secretAccessKey": the secret of the key',
  ],
  [
    'a process without a command',
    'functions: { a: x.y }\nprocesses:\n  db: { ready: "http://localhost:8000" }\n',
    '3:3 processes.db needs "command": a shell command',
  ],
  [
    'a process that is ready by name',
    'functions: { a: x.y }\nprocesses:\n  db: { command: run, ready: localhost }\n',
    '3:30 processes.db.ready must be an http(s) URL or tcp://host:port, found "localhost"',
  ],
  [
    'an API without a type',
    'apis:\n  shop: { routes: {} }\n',
    '2:3 apis.shop needs "type": one of "http", "rest", "websocket"',
  ],
  [
    'an API of an unknown type',
    'apis:\n  shop: { type: htp }\n',
    '2:17 apis.shop.type must be one of "http", "rest", "websocket", found "htp" -> Did you mean "http"?',
  ],
  [
    'an API that is a list',
    'apis:\n  shop: [http]\n',
    '2:9 apis.shop must be a map, found a list -> Remove the dashes: what stands here is written as "name: …".',
  ],
  [
    'two APIs with one id',
    'apis:\n  one: { type: http, apiId: abcdefghij }\n  two: { type: http, apiId: abcdefghij }\n',
    '3:29 "two" has the apiId of "one" -> Every API has an id of its own.',
  ],
  [
    'an env file that is not there',
    'envFile: .env\nfunctions: { a: x.y }\n',
    '1:10 envFile cannot be read: there is no file .env -> Create the file (it may be empty), or remove envFile.',
  ],
])('%s', async (_title, text, expected) => {
  const { problems } = await loadText(text);
  expect(problems.map(said)).toEqual([expected]);
});

test('all mistakes are reported at once, in the order of the file, each with its frame', async () => {
  const { model, problems } = await loadText(
    [
      'port: high',
      'functions:',
      '  list: { handler: a.list, timeot: 5 }',
      'apis:',
      '  shop:',
      '    type: http',
      '    routes:',
      '      get /a: list',
      '      GET /b: lst',
    ].join('\n'),
  );
  expect(model).toBeUndefined();
  expect(problems.map(({ position }) => position?.line)).toEqual([1, 3, 8, 9]);
  expect(problems.every(({ frame }) => frame?.includes('^'))).toBe(true);
});

test('a part that cannot be read is not reported as missing where it is named', async () => {
  const { problems } = await loadText(
    [
      'functions:',
      '  list: 5',
      'apis:',
      '  shop:',
      '    type: http',
      '    authorizers: { users: { type: jwt } }',
      '    routes:',
      '      GET /a: { function: list, authorizer: users }',
    ].join('\n'),
  );
  expect(problems.map(said)).toEqual([
    '2:9 functions.list must be a handler string, or a map, found 5',
    '6:20 apis.shop.authorizers.users needs "issuer": an https URL or "local"',
    '6:20 apis.shop.authorizers.users needs "audience": a list of what tokens are issued for',
  ]);
});

test('a file that is not there is said with its name', async () => {
  const { model, problems, files } = await loadText(
    '',
    {},
    {
      readFile: () => {
        throw Object.assign(new Error('x'), { code: 'ENOENT' });
      },
    },
  );
  expect(model).toBeUndefined();
  expect(problems.map(said)).toEqual(['the configuration cannot be read: there is no file emulator.config.yaml']);
  expect(files).toEqual(['/app/emulator.config.yaml']);
});
