// What a custom domain leads a request to: docs/aws/domains.md#choosing-api-and-stage with its test vectors, and the AWS guide's example
// of mappings in docs/aws/rest-api.md#base-path-mappings.
import { describe, expect, test } from 'vitest';
import type { Domain, RoutingRule } from '../../../src/model/definition/domain.ts';
import type { HeaderList } from '../../../src/model/http/messages.ts';
import { compileDomainRouter } from '../../../src/server/edge/domain-router.ts';

function rule(id: string, priority: number, rest: Partial<RoutingRule>): RoutingRule {
  return { id, priority, headers: [], basePaths: [], api: '1', stripBasePath: false, ...rest };
}

function domain(rest: Partial<Domain>): Domain {
  return { name: 'api.example.com', routingMode: 'mappings', mappings: [], routingRules: [], ...rest };
}

const mapped = (mappings: Readonly<Record<string, string>>): Domain =>
  domain({ mappings: Object.entries(mappings).map(([basePath, api]) => ({ basePath, api })) });

describe('routing rules', () => {
  // Written in another order than that of their priorities.
  const rules = [
    rule('efg456', 100, { api: '3' }),
    rule('zzz000', 50, {
      api: '2',
      headers: [
        { header: 'Accept', valueGlob: 'image/webp' },
        { header: 'Pet', valueGlob: 'Dog-*' },
      ],
      basePaths: ['PetStoreShopper'],
    }),
    rule('abc123', 10, { api: '1', headers: [{ header: 'Hello', valueGlob: 'World' }] }),
  ];
  const route = compileDomainRouter(domain({ routingMode: 'rules', routingRules: rules }));
  const pet = ['Pet', 'Dog-Bella'] as const;
  const webp = ['Accept', 'image/webp'] as const;
  const hello = ['Hello', 'World'] as const;

  test.each<[string, HeaderList, string]>([
    ['/', [hello], '1'],
    ['/PetStoreShopper', [hello, pet, webp], '1'],
    ['/PetStoreShopper', [pet, webp], '2'],
    ['/PetStoreShopper/dogs', [pet, webp], '2'],
    ['/PetStoreShopper', [pet], '3'],
    ['/PetStoreShopperX', [pet, webp], '3'],
    ['/petstoreshopper', [pet, webp], '3'],
    ['/', [['hello', 'World']], '1'],
    ['/', [['Hello', 'world']], '3'],
  ])('%s with %j goes to API %s', (path, headers, api) => {
    expect(route(path, headers)?.api).toBe(api);
  });

  const strips = (stripBasePath: boolean) =>
    compileDomainRouter(
      domain({
        routingMode: 'rules',
        routingRules: [rule('r1', 1, { basePaths: ['PetStoreShopper'], stripBasePath })],
      }),
    );

  test('a base path is taken off where the rule says so, and named either way', () => {
    const matched = { api: '1', routingRuleId: 'r1', basePath: 'PetStoreShopper' };
    expect(strips(true)('/PetStoreShopper/dogs', [])).toEqual({ ...matched, path: '/dogs' });
    expect(strips(true)('/PetStoreShopper', [])).toEqual({ ...matched, path: '/' });
    expect(strips(false)('/PetStoreShopper/dogs', [])).toEqual({ ...matched, path: '/PetStoreShopper/dogs' });
    expect(strips(true)('/other', [])).toBeUndefined();
  });

  // docs/aws/rest-api.md#routing-rules
  test.each<[string, readonly string[], boolean]>([
    ['*json', ['application/json'], true],
    ['*json', ['application/json', 'text/xml'], true],
    ['*json', ['application/json,text/xml'], false],
    ['*json*', ['application/json,text/xml'], true],
    ['beta*', ['beta3'], true],
    ['beta*', ['a-beta'], false],
    ['*', ['x'], true],
    ['*', [''], true],
    ['*', [], false],
    ['a?c', ['abc'], false],
    ['a.c', ['abc'], false],
  ])('the pattern %s with the lines %j matches: %s', (valueGlob, lines, matches) => {
    const one = rule('r', 1, { headers: [{ header: 'X-Version', valueGlob }] });
    const byHeader = compileDomainRouter(domain({ routingMode: 'rules', routingRules: [one] }));
    expect(
      byHeader(
        '/',
        lines.map((line): [string, string] => ['x-version', line]),
      ) !== undefined,
    ).toBe(matches);
  });
});

describe('mappings', () => {
  const guide = {
    '': '1',
    orders: '2',
    'orders/v1/items': '3',
    'orders/v2/items': '4',
    'orders/v1/items/categories': '5',
  };
  const deep = compileDomainRouter(mapped(guide));

  test.each([
    ['/orders', '2', '/'],
    ['/orders/', '2', '/'],
    ['/orders/v1/items/123', '3', '/123'],
    ['/orders/v2/items/categories/5', '4', '/categories/5'],
    ['/orders/v1/items/categories/5', '5', '/5'],
    ['/customers', '1', '/customers'],
    ['/ordersandmore', '2', '/andmore'],
    ['//orders/7', '2', '/7'],
  ])('with keys of several levels %s goes to API %s, which sees %s', (path, api, rest) => {
    expect(deep(path, [])).toMatchObject({ api, path: rest });
  });

  test('keys of one level are compared with the whole first segment', () => {
    const flat = compileDomainRouter(mapped({ orders: '2' }));
    expect(flat('/orders/1', [])).toEqual({ api: '2', path: '/1', basePath: 'orders' });
    expect(flat('/ordersandmore', [])).toBeUndefined();
    expect(flat('/Orders', [])).toBeUndefined();
    expect(flat('/', [])).toBeUndefined();
  });
});

test('a mapping without a stage takes it from the path', () => {
  const stages = ['dev', 'prod'].map((stageInPath) => ({
    basePath: 'orders',
    api: `orders-${stageInPath}`,
    stageInPath,
  }));
  const route = compileDomainRouter(domain({ mappings: stages }));
  expect(route('/orders/prod/7', [])).toEqual({ api: 'orders-prod', path: '/7', basePath: 'orders' });
  expect(route('/orders/dev', [])).toEqual({ api: 'orders-dev', path: '/', basePath: 'orders' });
  expect(route('/orders/7', [])).toBeUndefined();
});

describe('the three modes', () => {
  const parts = {
    mappings: [{ basePath: '', api: 'mapped' }],
    routingRules: [rule('r1', 1, { api: 'ruled', headers: [{ header: 'x-beta', valueGlob: '1' }] })],
  };
  test.each([
    ['mappings', 'mapped', 'mapped'],
    ['rules', 'ruled', undefined],
    ['rules-then-mappings', 'ruled', 'mapped'],
  ] as const)('%s: with the header %s, without it %s', (routingMode, withHeader, without) => {
    const route = compileDomainRouter(domain({ ...parts, routingMode }));
    expect(route('/x', [['X-Beta', '1']])?.api).toBe(withHeader);
    expect(route('/x', [])?.api).toBe(without);
  });
});
