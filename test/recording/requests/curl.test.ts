// Curl commands as curl itself sends them (https://curl.se/docs/manpage.html); the multipart and quoting cases were compared with curl 8.
import { expect, test } from 'vitest';
import { readCurl } from '../../../src/recording/requests/curl.ts';
import { Problems } from '../../../src/sources/problems/problems.ts';

function read(text: string) {
  const problems = new Problems();
  const { requests, skipped } = readCurl(
    text,
    'calls.sh',
    { environment: { TOKEN: 't0ken' }, readFile: (path) => Buffer.from(`line of ${path}\n`) },
    problems,
  );
  return {
    requests: requests.map(({ body, ...rest }) => ({ ...rest, body: body?.toString() })),
    skipped,
    problems: problems.list,
  };
}

test('methods, headers and bodies follow from the options', () => {
  const { requests, problems } = read(`#!/bin/sh
# list
BASE=https://a.example/prod
curl -s "$BASE/orders?limit=2"   # a comment
curl -sS -XPUT '$BASE' -H 'X-A: 1' -H "Authorization: Bearer $TOKEN" -d '{"a": "it'"'"'s"}' --url "\${BASE}/orders/1"
curl $BASE/orders \\
  --json '{"b":2}' \\
  --user anna:pw | jq .
curl -I $BASE/x; curl -G -d a=1 --data-urlencode 'q=a b&c' $BASE/search
`);
  expect(problems).toEqual([]);
  expect(requests).toMatchObject([
    { method: 'GET', url: 'https://a.example/prod/orders?limit=2', position: { line: 4 } },
    { method: 'PUT', url: 'http://$BASE' },
    {
      method: 'PUT',
      url: 'https://a.example/prod/orders/1',
      body: '{"a": "it\'s"}',
      headers: [
        ['X-A', '1'],
        ['Authorization', 'Bearer t0ken'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
    },
    {
      method: 'POST',
      body: '{"b":2}',
      headers: [
        ['Authorization', 'Basic YW5uYTpwdw=='],
        ['Accept', 'application/json'],
        ['Content-Type', 'application/json'],
      ],
      position: { line: 6 },
    },
    { method: 'HEAD', url: 'https://a.example/prod/x' },
    { method: 'GET', url: 'https://a.example/prod/search?a=1&q=a%20b%26c' },
  ]);
});

test('what browsers copy is read: $-quotes, --data-raw, --compressed', () => {
  const { requests } = read(
    String.raw`curl 'https://a.example/x' -H 'accept: */*' --data-raw $'{"t":"it\'s \u00e4\n"}' --compressed`,
  );
  expect(requests).toMatchObject([
    {
      method: 'POST',
      body: '{"t":"it\'s ä\n"}',
      headers: [
        ['accept', '*/*'],
        ['Accept-Encoding', 'deflate, gzip, br'],
        ['Content-Type', 'application/x-www-form-urlencoded'],
      ],
    },
  ]);
});

test('files and forms become bodies', () => {
  const { requests } = read(
    'curl https://a.example -d @f.txt\ncurl https://a.example --data-binary @f.txt\ncurl -T f.txt https://a.example\ncurl -F name=Anna -F "doc=@a/f.txt;type=text/plain" https://a.example',
  );
  expect(requests.slice(0, 3).map(({ method, body }) => [method, body])).toEqual([
    ['POST', 'line of f.txt'],
    ['POST', 'line of f.txt\n'],
    ['PUT', 'line of f.txt\n'],
  ]);
  expect(requests[3]?.body?.replaceAll(/-{20,}\w+/g, '--B')).toBe(
    '--B\r\nContent-Disposition: form-data; name="name"\r\n\r\nAnna\r\n--B\r\nContent-Disposition: form-data; name="doc"; filename="f.txt"\r\nContent-Type: text/plain\r\n\r\nline of a/f.txt\n\r\n--B--\r\n',
  );
});

test('what only a shell can do is a problem with its line, and nothing is run', () => {
  const { problems, requests, skipped } = read(
    'curl "https://a.example/$(id)"\ncurl https://a.example/$NONE\ncurl --wonder https://a.example\nwget https://a.example\ncurl -H',
  );
  expect(requests).toEqual([]);
  expect(problems.map(({ position, message }) => [position?.line, message])).toEqual([
    [1, 'the command has a command in $( )'],
    [2, 'the command has the variable $NONE, which has no value'],
    [3, 'the option --wonder is not known here'],
    [5, 'the option -H needs an argument'],
  ]);
  expect(skipped).toMatchObject([{ what: '"wget" is not curl', position: { line: 4 } }]);
});
