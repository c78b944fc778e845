// HTTP archives (http://www.softwareishard.com/blog/har-12-spec/) and examples of OpenAPI documents (https://spec.openapis.org/oas/v3.0.3).
import { expect, test } from 'vitest';
import { belowBases } from '../../../src/recording/requests/bases.ts';
import { readHar } from '../../../src/recording/requests/har.ts';
import { readOpenApiExamples } from '../../../src/recording/requests/open-api.ts';
import { Problems } from '../../../src/sources/problems/problems.ts';

const fail = (): string => {
  throw new Error('no file');
};

test('entries of an archive are requests, with text, form or base64 bodies; what cannot be sent is named', () => {
  const problems = new Problems();
  const entry = (request: object): object => ({
    request: { method: 'post', url: 'https://a.example/x', headers: [], ...request },
  });
  const { requests, skipped } = readHar(
    JSON.stringify({
      log: {
        entries: [
          entry({
            headers: [{ name: 'Accept', value: '*/*' }],
            postData: { mimeType: 'application/json', text: '{"a":1}' },
          }),
          entry({ postData: { mimeType: 'application/x-www-form-urlencoded', params: [{ name: 'a', value: 'b c' }] } }),
          entry({ postData: { mimeType: 'image/png', text: '/w==', encoding: 'base64' } }),
          entry({ postData: { mimeType: 'multipart/form-data', params: [{ name: 'f', value: 'x' }] } }),
          entry({ url: 'wss://a.example/socket' }),
          {},
        ],
      },
    }),
    'site.har',
    problems,
  );
  expect(requests.map(({ method, body }) => [method, body?.toString('latin1')])).toEqual([
    ['POST', '{"a":1}'],
    ['POST', 'a=b+c'],
    ['POST', '\xff'],
  ]);
  expect(skipped.map(({ what }) => what)).toEqual([
    'entry 4 of site.har: its multipart body is not in the archive',
    'entry 5 of site.har: wss://a.example/socket is no request of HTTP',
    'entry 6 of site.har: it has no method or no URL',
  ]);
  readHar('{"log": {}}', 'site.har', problems);
  expect(problems.list).toMatchObject([{ severity: 'error', position: { file: 'site.har' } }]);
});

test('an operation with examples is a request, one for each named example of its body', () => {
  const { requests, skipped } = readOpenApiExamples(
    `openapi: 3.0.1
info: { title: shop, version: '1' }
paths:
  /orders/{id}:
    parameters:
      - { name: id, in: path, required: true, schema: { type: string }, example: a/b }
    get:
      parameters:
        - { name: limit, in: query, schema: { type: integer, default: 5 } }
        - { name: X-Trace, in: header, examples: { one: { value: t1 } } }
      responses: {}
  /orders:
    post:
      operationId: create
      requestBody:
        required: true
        content:
          application/json:
            examples:
              small: { value: { quantity: 1 } }
              large: { $ref: '#/components/examples/large' }
      responses: {}
    put:
      requestBody:
        required: true
        content: { application/json: { schema: { $ref: '#/components/schemas/Order' } } }
      responses: {}
  /search/{word}:
    get:
      parameters: [{ name: word, in: path, required: true, schema: { type: string } }]
      responses: {}
components:
  examples: { large: { value: { quantity: 100 } } }
  schemas:
    Order:
      type: object
      required: [product, lines]
      properties:
        product: { type: string, enum: [tea, coffee] }
        lines: { type: array, items: { type: object, properties: { n: { type: integer, example: 2 } } } }
        note: { type: string }
`,
    'shop.yaml',
    fail,
    new Problems(),
  );
  expect(
    requests.map(({ name, method, url, headers, body }) => [name, method, url, headers, body?.toString()]),
  ).toEqual([
    ['GET /orders/{id}', 'GET', '/orders/a%2Fb?limit=5', [['X-Trace', 't1']], undefined],
    ['create (small)', 'POST', '/orders', [['Content-Type', 'application/json']], '{"quantity":1}'],
    ['create (large)', 'POST', '/orders', [['Content-Type', 'application/json']], '{"quantity":100}'],
    ['PUT /orders', 'PUT', '/orders', [['Content-Type', 'application/json']], '{"product":"tea","lines":[{"n":2}]}'],
  ]);
  expect(skipped).toMatchObject([
    { what: 'GET /search/{word}: the path parameter "word" has no example', position: { line: 29 } },
  ]);
});

test('a schema that contains itself ends, and Swagger 2.0 has its body among the parameters', () => {
  const { requests } = readOpenApiExamples(
    `swagger: '2.0'
info: { title: tree, version: '1' }
paths:
  /tree:
    post:
      parameters: [{ name: body, in: body, schema: { $ref: '#/definitions/Node' } }]
      responses: {}
definitions:
  Node: { type: object, properties: { name: { type: string, example: root }, child: { $ref: '#/definitions/Node' } } }
`,
    'tree.yaml',
    fail,
    new Problems(),
  );
  expect(requests[0]?.body?.toString()).toContain('"name":"root"');
});

test('URLs are cut below the API, below bases that are named, or below the only origin', () => {
  const request = (url: string) => ({ method: 'GET', url, headers: [] });
  const paths = (urls: readonly string[], against: string, bases: readonly string[] = []): unknown => {
    const { requests, others } = belowBases(urls.map(request), against, bases);
    return [requests.map(({ path }) => path), others.length];
  };
  const api = 'https://api.example/prod';
  expect(
    paths([`${api}/a?b=1#c`, api, `${api}?x=1`, 'https://API.example:443/prod/e%2Ff/', 'https://cdn.example/z'], api),
  ).toEqual([['/a?b=1', '/', '/?x=1', '/e%2Ff/'], 1]);
  expect(paths(['http://localhost:3000/a', '/b'], api)).toEqual([['/a', '/b'], 0]);
  expect(
    paths(['http://localhost:3000/dev/a', 'http://localhost:4000/b'], api, ['http://localhost:3000/dev/']),
  ).toEqual([['/a'], 1]);
  expect(() => paths(['http://one/a', 'http://two/b'], api)).toThrow('--base');
  expect(() => paths(['https://api.example/production/a'], api)).toThrow('No request is for https://api.example/prod');
});
