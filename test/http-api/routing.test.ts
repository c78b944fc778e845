// docs/aws/http-api.md#route-keys, docs/aws/http-api.md#choosing-the-route, docs/aws/http-api.md#slashes-and-encoding: which route a
// request takes.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RouteTree } from '../../src/http-api/routing/routes.ts';

function choose(
  routeKeys: readonly string[],
  request: string,
  trailingSlash: 'strict' | 'ignore' = 'strict',
): string | undefined {
  return match(routeKeys, request, trailingSlash)?.route.routeKey;
}

function match(routeKeys: readonly string[], request: string, trailingSlash: 'strict' | 'ignore' = 'strict') {
  const [method = '', path = ''] = request.split(/ (.*)/s);
  return new RouteTree(
    routeKeys.map((routeKey) => ({ routeKey })),
    { trailingSlash },
  ).match(method, path);
}

const GUIDE = ['GET /pets/dog/1', 'GET /pets/dog/{id}', 'GET /pets/{proxy+}', 'ANY /{proxy+}', '$default'];

describe('the route is chosen by specificity', () => {
  test.each([
    [GUIDE, 'GET /pets/dog/1', 'GET /pets/dog/1'],
    [GUIDE, 'GET /pets/dog/2', 'GET /pets/dog/{id}'],
    [GUIDE, 'GET /pets/cat/1', 'GET /pets/{proxy+}'],
    [GUIDE, 'POST /test/5', 'ANY /{proxy+}'],
    [['GET /pets/{proxy+}', '$default'], 'GET /other', '$default'],
    [['GET /items/{id}', 'ANY /{proxy+}'], 'POST /items/1', 'ANY /{proxy+}'],
    [['GET /items'], 'POST /items', undefined],
    [['ANY /pets/dog', 'GET /pets/{id}'], 'GET /pets/dog', 'ANY /pets/dog'],
    [['ANY /pets', 'GET /pets'], 'GET /pets', 'GET /pets'],
    [['ANY /pets', 'GET /pets'], 'DELETE /pets', 'ANY /pets'],
    [['GET /a/{x}/c', 'GET /{y}/b/c'], 'GET /a/b/c', 'GET /a/{x}/c'],
    [['GET /a/{x}/c', 'POST /a/b/c'], 'GET /a/b/c', 'GET /a/{x}/c'],
    [['GET /a/b/{p+}', 'GET /a/{p+}'], 'GET /a/b/c', 'GET /a/b/{p+}'],
    [['GET /a/{x}/{p+}', 'GET /a/{p+}'], 'GET /a/b/c', 'GET /a/{x}/{p+}'],
    [['GET /{x}/{p+}', 'GET /a/{p+}'], 'GET /a/b/c', 'GET /a/{p+}'],
    [['GET /{x}/b/{p+}', 'GET /a/{p+}'], 'GET /a/b/c', 'GET /{x}/b/{p+}'],
    [['GET /{a+}', 'GET /{x}/{y}'], 'GET /1/2', 'GET /{x}/{y}'],
  ])('of %j, %s takes %s', (routes, request, expected) => {
    expect(choose(routes, request)).toBe(expected);
  });

  test('HEAD is not implied by GET (unproven)', () => {
    expect(choose(['GET /items'], 'HEAD /items')).toBeUndefined();
  });

  test('literals compare with their case (unproven)', () => {
    expect(choose(['GET /Items'], 'GET /items')).toBeUndefined();
  });

  test('the order of the routes does not matter', () => {
    const requests = ['GET /pets/dog/1', 'GET /pets/dog/2', 'GET /pets/cat/1', 'POST /test/5', 'GET /pets', 'PUT /'];
    fc.assert(
      fc.property(
        fc.shuffledSubarray(GUIDE, { minLength: GUIDE.length }),
        fc.constantFrom(...requests),
        (routes, request) => {
          expect(choose(routes, request)).toBe(choose(GUIDE, request));
        },
      ),
    );
  });
});

describe('greedy variables', () => {
  test.each([
    ['GET /x/{proxy+}', 'GET /x', undefined],
    ['GET /x/{proxy+}', 'GET /x/', { proxy: '' }],
    ['GET /x/{proxy+}', 'GET /x/a/b', { proxy: 'a/b' }],
    ['GET /x/{rest+}', 'GET /x/a/b', { rest: 'a/b' }],
    ['ANY /{proxy+}', 'GET /', { proxy: '' }],
    ['ANY /{proxy+}', 'GET /beta/foo/', { proxy: 'beta/foo/' }],
    ['ANY /{proxy+}', 'GET /a%2Fb/c', { proxy: 'a%2Fb/c' }],
    ['ANY /{proxy+}', 'GET /to//https://x', { proxy: 'to//https://x' }],
  ])('%s on %s gives %j', (routeKey, request, parameters) => {
    expect(match([routeKey], request)?.parameters).toEqual(parameters);
  });
});

describe('slashes and encoding', () => {
  test.each([
    ['an explicit route does not answer a slash more', ['GET /metrics'], 'GET /metrics/', undefined],
    ['two slashes match as one (observed: localstack #8170)', ['GET /hello'], 'GET //hello', 'GET /hello'],
    ['%2F never splits a segment', ['GET /x/{id}'], 'GET /x/a%2Fb', 'GET /x/{id}'],
    ['an encoded letter matches its literal (unproven)', ['GET /hello'], 'GET /h%65llo', 'GET /hello'],
    ['a variable is never empty (unproven)', ['GET /{id}'], 'GET /', undefined],
    ['the root has its own route', ['GET /', 'GET /{id}'], 'GET /', 'GET /'],
  ])('%s', (_rule, routes, request, expected) => {
    expect(choose(routes, request)).toBe(expected);
  });

  test('with trailingSlash: ignore, an explicit route answers a slash more, before any greedy one', () => {
    expect(choose(['GET /metrics', 'GET /{proxy+}'], 'GET /metrics/', 'ignore')).toBe('GET /metrics');
  });
});

describe('for any set of routes', () => {
  const segment = fc.constantFrom('a', 'b', '{v}');
  const template = fc.array(segment, { minLength: 1, maxLength: 4 });
  const routeKeys = fc
    .uniqueArray(fc.tuple(fc.constantFrom('GET', 'ANY'), template, fc.boolean()), { maxLength: 12 })
    .map((routes) => routes.map(([method, parts, greedy]) => `${method} /${parts.join('/')}${greedy ? '/{p+}' : ''}`));
  const path = fc
    .array(fc.constantFrom('a', 'b', 'c'), { minLength: 1, maxLength: 5 })
    .map((parts) => `/${parts.join('/')}`);

  test('the tree chooses as comparing every route with every other does', () => {
    fc.assert(
      fc.property(routeKeys, path, fc.constantFrom('GET', 'PUT'), (keys, path, method) => {
        expect(choose(keys, `${method} ${path}`)).toBe(chosenByComparing(keys, method, path));
      }),
      { numRuns: 1000 },
    );
  });
});

/** The rules of 2.3 written down a second time, as a comparison instead of a tree. */
function chosenByComparing(keys: readonly string[], method: string, path: string): string | undefined {
  const parts = path.slice(1).split('/');
  const candidates = keys
    .map((key) => ({ key, verb: key.split(' ')[0], segments: (key.split(' ')[1] ?? '').slice(1).split('/') }))
    .filter(({ verb, segments }) => (verb === method || verb === 'ANY') && fits(segments, parts));
  const full = candidates.filter(({ segments }) => segments.at(-1) !== '{p+}');
  const rank = (segments: readonly string[]): string =>
    segments.map((part) => (part.startsWith('{') ? '1' : '0')).join('');
  const [best] = (full.length > 0 ? full : candidates).sort(
    (one, other) =>
      (full.length > 0 ? 0 : other.segments.length - one.segments.length) ||
      rank(one.segments).localeCompare(rank(other.segments)) ||
      (one.verb === 'ANY' ? 1 : 0) - (other.verb === 'ANY' ? 1 : 0),
  );
  return best?.key;
}

function fits(segments: readonly string[], parts: readonly string[]): boolean {
  const greedy = segments.at(-1) === '{p+}';
  const fixed = greedy ? segments.slice(0, -1) : segments;
  if (greedy ? parts.length < segments.length : parts.length !== fixed.length) return false;
  return fixed.every((segment, index) => segment === '{v}' || segment === parts[index]);
}
