// Which API a request to the one port means, by host and path; docs/aws/domains.md#choosing-api-and-stage for the order of domains.
import { expect, test } from 'vitest';
import type { Domain } from '../../../src/model/definition/domain.ts';
import { compileEdgeRouter } from '../../../src/server/edge/edge-router.ts';

const apis = [
  { id: 'abcdefghij', name: 'Shop', stage: { name: '$default' } },
  { id: 'klmnopqrst', name: 'back', stage: { name: 'dev' } },
];
const domain = (name: string, api: string): Domain => ({
  name,
  routingMode: 'mappings',
  mappings: [{ basePath: 'v1', api }],
  routingRules: [],
});
const route = compileEdgeRouter(apis, [domain('*.shop.localhost', 'Shop'), domain('api.shop.localhost', 'back')]);
const choose = (host: string, rawPath = '/') => route({ rawPath, headers: [['host', host]] });
const endpoint = { by: 'endpoint' };

test.each([
  ['abcdefghij.execute-api.localhost:8000', '/dev/x', { api: 'Shop', rawPath: '/dev/x', arrival: endpoint }],
  ['KLMNOPQRST.execute-api.us-east-1.amazonaws.com', '/dev', { api: 'back', rawPath: '/dev', arrival: endpoint }],
  ['shop.localhost', '/x', { api: 'Shop', rawPath: '/x' }],
  ['SHOP.localhost:8000', '/x', { api: 'Shop', rawPath: '/x' }],
  [
    '127.0.0.1:8000',
    '/_aws/execute-api/klmnopqrst/dev/a%2Fb',
    { api: 'back', rawPath: '/dev/a%2Fb', arrival: endpoint },
  ],
  ['localhost', '/_aws/execute-api/abcdefghij', { api: 'Shop', rawPath: '/', arrival: endpoint }],
  ['localhost', '/_aws/execute-api/abcdefghij/$default/x', { api: 'Shop', rawPath: '/x', arrival: endpoint }],
  ['localhost', '/_aws/execute-api/abcdefghij/%24default', { api: 'Shop', rawPath: '/', arrival: endpoint }],
])('%s%s', (host, path, expected) => {
  expect(choose(host, path)).toEqual(expected);
});

test('a domain by its exact name beats a wildcard, which stands for one label more', () => {
  const domainName = 'api.shop.localhost';
  expect(choose(`${domainName}:8000`, '/v1/x')).toEqual({
    api: 'back',
    rawPath: '/v1/x',
    arrival: { by: 'domain', domainName, path: '/x', basePath: 'v1', hasDeepMappings: false },
  });
  expect(choose('eu.shop.localhost', '/v1')).toMatchObject({
    api: 'Shop',
    arrival: { domainName: 'eu.shop.localhost' },
  });
  expect(choose('a.eu.shop.localhost', '/v1')).toHaveProperty('refused');
});

test('a request that names no API is not served', () => {
  expect(choose('127.0.0.1', '/')).toEqual({
    refused:
      'No API is called "127.0.0.1". The names are *.shop.localhost, api.shop.localhost, shop.localhost, back.localhost',
  });
  expect(choose('xxxxxxxxxx.execute-api.localhost', '/')).toHaveProperty('refused');
  expect(choose('localhost', '/_aws/execute-api/xxxxxxxxxx/dev')).toHaveProperty('refused');
  expect(choose('api.shop.localhost', '/v2')).toEqual({
    refused: 'Neither rule nor mapping of the domain api.shop.localhost matches /v2',
  });
  expect(route({ rawPath: '/', headers: [] })).toHaveProperty('refused');
});

test('the paths of health checks never reach an API behind a domain', () => {
  expect(choose('api.shop.localhost', '/ping')).toEqual({ healthy: true });
  expect(choose('eu.shop.localhost', '/sping')).toEqual({ healthy: true });
  expect(choose('shop.localhost', '/ping')).toMatchObject({ api: 'Shop' });
});

test('of several stages of one API the path says which', () => {
  const stages = ['dev', '$default', 'prod'].map((name) => ({
    id: 'abcdefghij',
    name: `api-${name}`,
    stage: { name },
  }));
  const byStage = compileEdgeRouter(stages, []);
  const chosen = (rawPath: string) => byStage({ rawPath, headers: [['Host', 'abcdefghij.execute-api.localhost']] });
  expect(chosen('/prod/x')).toMatchObject({ api: 'api-prod', rawPath: '/prod/x' });
  expect(chosen('/dev')).toMatchObject({ api: 'api-dev' });
  expect(chosen('/other')).toMatchObject({ api: 'api-$default' });
});
