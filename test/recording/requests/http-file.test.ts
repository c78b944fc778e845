// `.http` files as the REST Client of VS Code (https://github.com/Huachao/vscode-restclient) and the HTTP client of JetBrains
// (https://www.jetbrains.com/help/idea/exploring-http-syntax.html) read them.
import { expect, test } from 'vitest';
import { readHttpFile } from '../../../src/recording/requests/http-file.ts';
import { Problems } from '../../../src/sources/problems/problems.ts';

function read(text: string, given: Record<string, string> = {}) {
  const problems = new Problems();
  const { requests, skipped } = readHttpFile(
    text,
    'api.http',
    {
      given,
      environment: { host: 'https://env.example' },
      process: { SECRET: 'from the process' },
      clock: { now: () => Date.UTC(2026, 0, 2, 3, 4, 5), after: () => () => undefined },
      readFile: (path) => Buffer.from(`file ${path} for {{name}}`),
    },
    problems,
  );
  return {
    requests: requests.map(({ body, ...rest }) => ({ ...rest, body: body?.toString() })),
    skipped,
    problems: problems.list,
  };
}

test('requests stand between ###, with names, comments and variables that name each other', () => {
  const { requests, problems } = read(`@base = {{host}}/v1
@name = Anna
// a comment
GET {{base}}/users?name={{%name}}
  &limit=2
Accept: text/plain
# a comment among headers
X-Key: {{$processEnv SECRET}}

### Create a user
# @name create
POST {{base}}/users HTTP/1.1
Content-Type: application/json

{
  "name": "{{name}}",
  "at": {{$timestamp}}, "iso": "{{$isoTimestamp}}"
}

> {% client.test("ok", () => {}); %}

###
DELETE /users/1`);
  expect(problems).toEqual([]);
  expect(requests).toMatchObject([
    {
      method: 'GET',
      url: 'https://env.example/v1/users?name=Anna&limit=2',
      headers: [
        ['Accept', 'text/plain'],
        ['X-Key', 'from the process'],
      ],
      body: undefined,
      position: { line: 4 },
    },
    {
      name: 'create',
      method: 'POST',
      url: 'https://env.example/v1/users',
      body: '{\n  "name": "Anna",\n  "at": 1767323045, "iso": "2026-01-02T03:04:05.000Z"\n}',
    },
    { method: 'DELETE', url: '/users/1' },
  ]);
});

test('a URL alone is a GET, and names of the separator are kept', () => {
  const { requests } = read('### List\nhttps://a.example/x\n\n### Other host\nexample.com/y');
  expect(requests).toMatchObject([
    { name: 'List', method: 'GET', url: 'https://a.example/x' },
    { name: 'Other host', url: 'http://example.com/y' },
  ]);
});

test('bodies come from files, with and without variables, and forms over several lines are one', () => {
  const { requests } = read(`@name = Ben
POST https://a.example/

< ./body.json
###
POST https://a.example/

<@ ./body.json
###
POST https://a.example/
Content-Type: application/x-www-form-urlencoded

a=1
&b={{name}}
###
POST https://a.example/
Content-Type: application/xml

<root attribute="1">
  <x/>
</root>`);
  expect(requests.map(({ body }) => body)).toEqual([
    'file ./body.json for {{name}}',
    'file ./body.json for Ben',
    'a=1&b=Ben',
    '<root attribute="1">\n  <x/>\n</root>',
  ]);
});

test('Basic credentials in words are encoded', () => {
  const { requests } = read('GET https://a.example/\nAuthorization: Basic user passwd');
  expect(requests[0]?.headers).toEqual([['Authorization', 'Basic dXNlcjpwYXNzd2Q=']]);
});

test('a variable without a value, a line that is no header and a foreign protocol are said with their line', () => {
  const { problems, skipped } = read(
    'GET {{nowhere}}/x\nno header\n\n###\nGRAPHQL https://a.example/graphql\n\nquery { a }',
  );
  expect(problems.map(({ message, position }) => [position?.line, message])).toEqual([
    [1, '{{nowhere}} has no value'],
    [2, '"no header" is no header'],
  ]);
  expect(skipped).toMatchObject([{ position: { line: 5 }, what: expect.stringContaining('GRAPHQL') as string }]);
  expect(read('GET {{nowhere}}/x', { nowhere: 'https://a.example' }).problems).toEqual([]);
});

test('a variable that names itself is a problem, not an endless loop', () => {
  expect(read('@a = {{b}}\n@b = {{a}}\nGET {{a}}/x').problems).toHaveLength(1);
});

test('times are written as asked for, moved by an offset', () => {
  const { requests } = read(
    `GET /a?q={{$datetime "DD.MM.YYYY HH:mm" 2 d}}&r={{$datetime iso8601 -1 h}}&s={{$localDatetime 'YYYY'}}&t={{$timestamp 1 m}}`,
  );
  expect(requests[0]?.url).toBe('/a?q=04.01.2026 03:04&r=2026-01-02T02:04:05.000Z&s=2026&t=1767323105');
});

test('variables that double each other are stopped before they fill the memory', () => {
  const doubled = Array.from({ length: 40 }, (_, level) => `@a${level + 1} = {{a${level}}}{{a${level}}}\n`).join('');
  const { problems } = read(
    `@a0 = 0123456789\n${doubled}GET https://x.example/{{a18}}\n\n###\nGET https://x.example/{{a40}}\n`,
  );
  expect(problems.length).toBeGreaterThan(0);
  expect(problems[0]?.message).toMatch(/\{\{a\d+\}\}/);
});
