// Documents and the real mapping engine together: what it cannot parse is a problem at load, with its place.
import { expect, test } from 'vitest';
import { importHttpApi, importRestApi } from '../../../src/sources/openapi/index.ts';
import { engineChecks } from './engine-checks.ts';
import { fixture, httpIntegration, importHttp, importRest, place, restIntegration } from './importing.ts';

const options = { ...place, checks: engineChecks };

test('the engine finds nothing wrong with the fixtures', () => {
  const errors = [
    ...importRestApi(fixture('sam-orders.yaml'), options).problems,
    ...importRestApi(fixture('cdk-items.json'), options).problems,
    ...importHttpApi(fixture('http-shop.yaml'), options).problems,
  ].filter((problem) => problem.severity === 'error');
  expect(errors).toEqual([]);
});

test.each([
  ['a template', 'type: mock\nrequestTemplates:\n  application/json: |\n    {\n    #if($x)\n    }', 10],
  [
    'a request parameter',
    'type: mock\nrequestParameters: { integration.request.header.a: method.request.cookie.b }',
    7,
  ],
  [
    'a response parameter',
    'type: mock\nresponses: { default: { statusCode: 200, responseParameters: { method.response.header.a: method.request.header.b } } }',
    7,
  ],
  ['a pattern', 'type: mock\nresponses: { "(": { statusCode: 200 } }', 7],
])('%s that does not parse is an error in its place', (_what, integration, line) => {
  const { problems } = importRest(restIntegration(integration), options);
  expect(problems.map(({ severity, position }) => [severity, position?.file])).toEqual([['error', 'api.yaml']]);
  expect(problems[0]?.position?.line).toBeGreaterThanOrEqual(line);
});

test.each(['append:header.Authorization', 'overwrite:header.x-amz-a', 'remove:header.Via'])('%s is reserved', (key) => {
  const http = 'type: http_proxy\nhttpMethod: GET\nuri: https://x.example\n';
  const { problems } = importHttp(httpIntegration(`${http}requestParameters: { "${key}": "''" }`), options);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatchObject({ severity: 'error', position: { line: 9, column: 30 } });
  expect(problems[0]?.message).toContain('reserved');
});

test('an invalid schema is an error at the schema', () => {
  const text = 'openapi: 3.0.1\npaths: {}\ncomponents: { schemas: { A: { type: nonsense } } }';
  const checks = { schema: (schema: string): string => `not this: ${schema}` };
  expect(importRest(text, { checks }).problems).toMatchObject([
    { message: 'the schema of the model A: not this: {"type":"nonsense"}', position: { line: 3, column: 29 } },
  ]);
});
