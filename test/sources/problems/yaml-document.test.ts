import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { stringify } from 'yaml';
import { Problems } from '../../../src/sources/problems/problems.ts';
import { readYamlDocument } from '../../../src/sources/problems/yaml-document.ts';
import type { YamlOptions } from '../../../src/sources/problems/yaml-nodes.ts';

function read(text: string, options?: YamlOptions) {
  const problems = new Problems();
  const document = readYamlDocument(text, 'a.yaml', problems, options);
  const said = problems.list.map(({ message, position }) => `${position?.line}:${position?.column} ${message}`);
  return { document, said };
}

test('keys and values have their places', () => {
  const { document } = read('apis:\n  shop:\n    type: http\n    list: [a, { b: c }]\n');
  expect(document.positionOf(['apis', 'shop', 'type'])).toEqual({ file: 'a.yaml', line: 3, column: 11 });
  expect(document.positionOf(['apis', 'shop', 'type'], 'key')).toEqual({ file: 'a.yaml', line: 3, column: 5 });
  expect(document.positionOf(['apis', 'shop', 'list', 1, 'b'])).toEqual({ file: 'a.yaml', line: 4, column: 20 });
});

test('a path that leads nowhere means the last part that exists', () => {
  const { document } = read('a:\n  b: 1\n');
  expect(document.positionOf(['a', 'missing', 'deeper'], 'key')).toMatchObject({ line: 1, column: 1 });
  expect(document.positionOf(['a', 'b', 'c'])).toMatchObject({ line: 2, column: 6 });
});

test('an empty value is placed at its key', () => {
  const { document } = read('a:\nb: 1\n');
  expect(document.value).toEqual({ a: null, b: 1 });
  expect(document.positionOf(['a'])).toMatchObject({ line: 1, column: 1 });
});

test('numbers keep their spelling, and leading zeros make text', () => {
  const { document } = read('a: 012345678901\nb: 2.0\n200: x\n');
  expect(document.value).toEqual({ a: '012345678901', b: 2, '200': 'x' });
  expect(document.sourceOf(['b'])).toBe('2.0');
});

test('dates and words of YAML 1.1 stay text', () => {
  expect(read('Version: 2012-10-17\ny: yes\n').document.value).toEqual({ Version: '2012-10-17', y: 'yes' });
});

test('JSON is read with places too', () => {
  const { document, said } = read('{\n  "a": { "b": [1, true, null] }\n}\n');
  expect(document.value).toEqual({ a: { b: [1, true, null] } });
  expect(document.positionOf(['a', 'b', 1])).toMatchObject({ line: 2, column: 19 });
  expect(said).toEqual([]);
});

test('merge keys and aliases give the values, placed where they are used', () => {
  const { document, said } = read('base: &base { x: 1, y: 2 }\nuse:\n  y: 3\n  <<: *base\nsame: *base\n');
  expect(document.value).toEqual({ base: { x: 1, y: 2 }, use: { y: 3, x: 1 }, same: { x: 1, y: 2 } });
  expect(document.positionOf(['base', 'x'], 'key')).toMatchObject({ line: 1, column: 15 });
  expect(document.positionOf(['use', 'x'], 'key')).toMatchObject({ line: 4, column: 7 });
  expect(document.positionOf(['use', 'y'], 'key')).toMatchObject({ line: 3, column: 3 });
  expect(document.positionOf(['same', 'y'])).toMatchObject({ line: 5, column: 7 });
  expect(said).toEqual([]);
});

test('what stands in an aliased list is placed at each use, however deep', () => {
  const { document } = read('a: &list\n  - { x: 012 }\n  - |\n    text\nb: *list\nc: [*list]\n');
  expect(document.positionOf(['b', 0, 'x'])).toMatchObject({ line: 5, column: 4 });
  expect(document.positionOf(['c', 0, 0, 'x'], 'key')).toMatchObject({ line: 6, column: 5 });
  expect(document.sourceOf(['c', 0, 0, 'x'])).toBe('012');
  expect(document.positionWithin(['b', 1], 1, 3)).toMatchObject({ line: 5, column: 4 });
  expect(document.positionWithin(['a', 1], 1, 3)).toMatchObject({ line: 4, column: 7 });
});

test('an alias names a list, a tagged value or a key, and its own place is that of the use', () => {
  const text = 'a: &list [1, 2]\nb: *list\nc: [*list, &join !Join ["", [x]]]\nd: *join\n&key e: 1\nf:\n  *key : 2\n';
  const { document, said } = read(text, { tags: 'cloudformation' });
  const join = { 'Fn::Join': ['', ['x']] };
  expect(said).toEqual([]);
  expect(document.value).toEqual({ a: [1, 2], b: [1, 2], c: [[1, 2], join], d: join, e: 1, f: { e: 2 } });
  expect(document.positionOf(['b'])).toMatchObject({ line: 2, column: 4 });
  expect(document.positionOf(['c', 0])).toMatchObject({ line: 3, column: 5 });
  expect(document.positionOf(['f', 'e'], 'key')).toMatchObject({ line: 7, column: 3 });
});

test('aliases of aliases end where they would mean more values than any memory holds', () => {
  const levels = Array.from({ length: 30 }, (_level, n) => `v${n + 1}: &v${n + 1} [${`*v${n}, `.repeat(6)}]`);
  const { document, said } = read(['v0: &v0 { x: 1 }', ...levels].join('\n'));
  expect(said).toEqual(['8:25 with the alias *v6 written out, the document has more than 500000 values']);
  expect(JSON.stringify(document.value).length).toBeLessThan(10_000_000);
  expect(document.isBroken).toBe(true);
});

test('a line of a block scalar is found in the file', () => {
  const { document } = read('t:\n  x: |\n    first\n      second $!\n  q: "abc"\n  p: abc\n');
  expect(document.positionWithin(['t', 'x'], 2, 10)).toMatchObject({ line: 4, column: 14 });
  expect(document.positionWithin(['t', 'q'], 1, 2)).toMatchObject({ line: 5, column: 8 });
  expect(document.positionWithin(['t', 'p'], 1, 2)).toMatchObject({ line: 6, column: 7 });
});

test.each([
  ['a: 1\nb: 2\na: 3\n', '3:1 the key "a" stands twice in the same map'],
  ['a:\n  "GET /x": 1\n  "GET /x": 2\n', '3:3 the key "GET /x" stands twice in the same map'],
  ['a:\n  GET /x: 1\n  GET /x: 2\n', '3:3 the key "GET /x" stands twice in the same map'],
  ['a:\n\tb: 1\n', '2:1 not valid YAML: a tab indents this line'],
  ['a: b: c\n', '1:4 not valid YAML: a second "key:" on the same line'],
  ['a: 1\n---\nb: 2\n', '2:1 a second document begins here, and only one is read'],
  ['a: *nope\n', '1:4 the alias *nope has no anchor &nope before it'],
  ['a: &x { b: *x }\n', '1:12 the alias *x stands inside its own anchor'],
  ['a: !Sub x\n', '1:4 unknown tag !Sub'],
  ['? [1]\n: 2\n', '1:3 a key must be text, found a list or a map'],
  ['a:\n  <<: 3\n', '2:7 a merge key << takes a map, or a list of maps'],
  ['a: { b: ${x}, c: 1 }\n', '1:9 not valid YAML: a value with ${…} between { and } needs quotes'],
  ['a: [1, 2\nb: 1\n', '2:1 not valid YAML: a "]" is missing before this line'],
  ['a: "open\n', '2:1 not valid YAML: missing closing "quote'],
])('%j is answered with %s', (text, expected) => {
  expect(read(text).said).toEqual([expected]);
});

test('CloudFormation tags become their long forms when asked for', () => {
  const text = 'a: !Sub "${X.Arn}"\nb: !GetAtt X.Arn.y\nc: !Ref X\nd: !If [c, !Ref A, { x: !Sub y }]\n';
  const { document, said } = read(text, { tags: 'cloudformation' });
  expect(said).toEqual([]);
  expect(document.value).toEqual({
    a: { 'Fn::Sub': '${X.Arn}' },
    b: { 'Fn::GetAtt': ['X', 'Arn.y'] },
    c: { Ref: 'X' },
    d: { 'Fn::If': ['c', { Ref: 'A' }, { x: { 'Fn::Sub': 'y' } }] },
  });
  expect(document.positionOf(['d', 'Fn::If', 2, 'x'])).toMatchObject({ line: 4, column: 30 });
});

test('a key named __proto__ is data', () => {
  const { document } = read('{"__proto__": {"x": 1}}');
  expect(Object.keys(document.value as object)).toEqual(['__proto__']);
  expect(({} as Record<string, unknown>)['x']).toBeUndefined();
});

test('whatever JSON can hold comes back as it was', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const wanted = JSON.parse(JSON.stringify(value)) as unknown;
      expect(read(JSON.stringify(wanted)).document.value).toEqual(wanted);
      expect(read(stringify(wanted)).document.value).toEqual(wanted);
    }),
  );
});

// As https://github.com/aws-samples/serverless-patterns has them: AWS's reader takes any indentation between brackets.
test.each([
  ['a list of maps', 'a:\n  b: [{\n    "x": 1\n  }]\nc: 2\n', { a: { b: [{ x: 1 }] }, c: 2 }],
  ['a map', 'a:\n  b: {"x": 1,\n  "y": "}",\n  "z": [\n 1 ]\n }\nc: 2\n', { a: { b: { x: 1, y: '}', z: [1] } }, c: 2 }],
  [
    'brackets at the left',
    'a: {\n"x": "a\\"]b" # not } here\n}\nb: [\n\'it\'\'s\', 2\n]\n',
    { a: { x: 'a"]b' }, b: ["it's", 2] },
  ],
  ['one within another', 'a:\n  b: [\n  {\n  "x": [\n1,\n2 ] } ]\n', { a: { b: [{ x: [1, 2] }] } }],
])('a collection between brackets may be indented too little: %s', (_, text, value) => {
  const { document, said } = read(text);
  expect(said).toEqual([]);
  expect(document.value).toEqual(value);
});

test('what stands in such a collection keeps its place', () => {
  const { document } = read('a:\n  b: [{\n  "x": 1\n  }]\n');
  expect(document.positionOf(['a', 'b', 0, 'x'])).toEqual({ file: 'a.yaml', line: 3, column: 8 });
});

test('one that is never closed is said where the next key begins', () => {
  expect(read('a:\n  b: { x: 1\nc: { d: 2 }\n').said).toEqual([
    '3:1 not valid YAML: a "}" is missing before this line',
  ]);
});

test('a map of twenty thousand keys is read at once, and one of them that stands twice is found', () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `key${index}: ${index}`);
  const problems = new Problems();
  const began = process.cpuUsage();
  const { value } = readYamlDocument([...keys, 'key7: again'].join('\n'), 'x.yaml', problems);
  // The parser's own comparison of all keys takes ten times as long.
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(3000);
  expect(Object.keys(value as object)).toHaveLength(20_000);
  expect(problems.list).toMatchObject([
    { message: 'the key "key7" stands twice in the same map', position: { line: 20_001, column: 1 } },
  ]);
});

test.each([
  ['in one line', '['.repeat(100_000)],
  ['indented', Array.from({ length: 3000 }, (_, level) => `${' '.repeat(level)}a:`).join('\n')],
])('what nests too deep is a problem with its place: %s', (_name, text) => {
  const problems = new Problems();
  readYamlDocument(text, 'x.yaml', problems);
  expect(problems.list[0]?.message).toBe('lists and maps stand in each other too deep to be read');
});

test('twenty thousand aliases are read at once, each with the anchor that stands last before it', () => {
  const lines = Array.from({ length: 20_000 }, (_, index) => `key${index}: *list`);
  const began = process.cpuUsage();
  const { document, said } = read(['a: &list [1]', ...lines, 'b: &list [2]', 'c: *list'].join('\n'));
  // Looking for each anchor in the whole document takes twenty times as long.
  expect(process.cpuUsage(began).user / 1000).toBeLessThan(4000);
  expect(said).toEqual([]);
  expect(document.value).toMatchObject({ key0: [1], key19999: [1], c: [2] });
});
