// Routing as recorded: docs/aws/rest-api-observed.md#chosen-method and docs/aws/rest-api-observed.md#slashes-and-encoding.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileRoutes } from '../../src/rest-api/routing/routes.ts';

function routes(...keys: string[]) {
  return compileRoutes(
    keys.map((key) => {
      const [httpMethod = '', path = ''] = key.split(' ');
      return { httpMethod, path, method: key };
    }),
  );
}

// docs/aws/rest-api-observed.md#chosen-method
describe('which method is chosen', () => {
  test.each([
    [
      'a static segment beats a greedy sibling',
      ['ANY /{proxy+}', 'ANY /hardcoded'],
      'GET /hardcoded',
      'ANY /hardcoded',
    ],
    [
      'the search backs out of a static branch',
      ['GET /part1', 'GET /part1/hardcoded-value', 'GET /{param+}'],
      'GET /part1/other',
      'GET /{param+}',
    ],
    [
      'fact 2: a resource without the method is passed over, a greedy sibling answers',
      ['POST /test', 'OPTIONS /{proxy+}'],
      'OPTIONS /test',
      'OPTIONS /{proxy+}',
    ],
    [
      "the static resource's ANY beats the greedy resource's own method",
      ['ANY /test/any', 'POST /test', 'OPTIONS /{proxy+}'],
      'OPTIONS /test/any',
      'ANY /test/any',
    ],
    ['a named method beats ANY on one resource', ['ANY /a', 'GET /a'], 'GET /a', 'GET /a'],
    ['one segment beats many', ['GET /{proxy+}', 'GET /pets/{id}'], 'GET /pets/7', 'GET /pets/{id}'],
    ['guide: the literal', ['ANY /{proxy+}', 'GET /pets/{proxy+}', 'GET /pets/dog'], 'GET /pets/dog', 'GET /pets/dog'],
    [
      'guide: the longer greedy',
      ['ANY /{proxy+}', 'GET /pets/{proxy+}', 'GET /pets/dog'],
      'GET /pets/cats',
      'GET /pets/{proxy+}',
    ],
    ['guide: the rest', ['ANY /{proxy+}', 'GET /pets/{proxy+}'], 'GET /animals', 'ANY /{proxy+}'],
    ['a trailing slash changes nothing', ['GET /pets'], 'GET /pets/', 'GET /pets'],
    ['the root', ['GET /'], 'GET /', 'GET /'],
    ['an encoded slash does not split a segment', ['GET /a/{id}'], 'GET /a/x%2Fy', 'GET /a/{id}'],
  ])('%s', (_, keys, request, expected) => {
    const [verb = '', path = ''] = request.split(' ');
    expect(routes(...keys).match(path, verb)?.method).toBe(expected);
  });

  test.each([
    ['an unknown path', ['GET /pets'], 'GET /dogs'],
    ['a known path with another method', ['GET /pets'], 'POST /pets'],
    ['HEAD where only GET is defined', ['GET /pets'], 'HEAD /pets'],
    ['a method that ANY does not stand for', ['ANY /pets'], 'TRACE /pets'],
    ['a greedy resource with nothing left', ['GET /proxy/{proxy+}'], 'GET /proxy/'],
    ['a greedy resource at the root', ['GET /{proxy+}'], 'GET /'],
    ['another casing', ['GET /pets'], 'GET /Pets'],
    ['a double slash in the middle', ['GET /a/b'], 'GET /a//b'],
    ['an empty segment for a variable', ['GET /a/{id}/b'], 'GET /a//b'],
    ['an empty segment before a trailing slash', ['GET /a', 'GET /a/{id}'], 'GET /a//'],
  ])('nothing answers %s', (_, keys, request) => {
    const [verb = '', path = ''] = request.split(' ');
    expect(routes(...keys).match(path, verb)).toBeUndefined();
  });
});

test('path parameters are raw, in the order of the path, and only those of the chosen branch', () => {
  const tree = routes('GET /a/{x}/c', 'GET /{y}/{z}/d', 'GET /{rest+}');
  expect(tree.match('/a/b%20/c', 'GET')?.pathParameters).toEqual([['x', 'b%20']]);
  expect(tree.match('/a/b/d', 'GET')?.pathParameters).toEqual([
    ['y', 'a'],
    ['z', 'b'],
  ]);
  expect(tree.match('/a/b//e/', 'GET')?.pathParameters).toEqual([['rest', 'a/b//e']]);
});

const segment = fc.constantFrom('a', 'b', 'c', 'pets');
const resource = fc
  .array(fc.oneof(segment, fc.constantFrom('{v}')), { maxLength: 4 })
  .chain((parts) => fc.boolean().map((greedy) => `/${[...parts, ...(greedy ? ['{rest+}'] : [])].join('/')}`));

test('whatever the tree, the first choice is the most specific of all resources that fit and have the verb', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.tuple(fc.constantFrom('GET', 'POST', 'ANY'), resource), { minLength: 1, maxLength: 12 }),
      fc.array(segment, { maxLength: 6 }),
      fc.constantFrom('GET', 'POST', 'PUT'),
      (methods, parts, verb) => {
        const path = `/${parts.join('/')}`;
        const chosen = routes(...methods.map(([httpMethod, of]) => `${httpMethod} ${of}`)).match(path, verb)?.method;
        const fitting = methods
          .filter(([httpMethod, of]) => (httpMethod === verb || httpMethod === 'ANY') && fits(of, parts))
          .map(([httpMethod, of]) => `${httpMethod} ${of}`)
          .sort((a, b) => specificity(b).localeCompare(specificity(a)));
        expect(chosen).toBe(fitting[0]);
      },
    ),
  );
});

/** A plain statement of the rule, by enumeration instead of by search. */
function fits(of: string, parts: readonly string[]): boolean {
  const wanted = of.slice(1).split('/').filter(Boolean);
  const isGreedy = wanted.at(-1) === '{rest+}';
  if (isGreedy ? parts.length < wanted.length : parts.length !== wanted.length) return false;
  return wanted.every((part, index) => part.startsWith('{') || part === parts[index]);
}

/** Compared segment by segment: literal (2) before variable (1) before greedy (0); then the named verb before ANY. */
function specificity(key: string): string {
  const [httpMethod = '', of = ''] = key.split(' ');
  const ranks = of.slice(1).split('/').filter(Boolean);
  const ranked = ranks.map((part) => (part === '{rest+}' ? '0' : part.startsWith('{') ? '1' : '2')).join('');
  return `${ranked.padEnd(8, '-')}${httpMethod === 'ANY' ? 'a' : 'b'}`;
}
