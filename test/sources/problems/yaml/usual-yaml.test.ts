// The quick reader of usual YAML against the one that reads all of YAML: whatever it reads, both must read the same values at the same places.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { YamlPlace, YamlPlaces } from '../../../../src/sources/problems/places.ts';
import { readAnyNodes } from '../../../../src/sources/problems/yaml-nodes.ts';
import { readUsualYaml } from '../../../../src/sources/problems/yaml/usual-yaml.ts';
import { sharedFolder, unlessSkipped } from '../../../shared-folder.ts';

const TEMPLATE = `AWSTemplateFormatVersion: '2010-09-09' # a text
Transform: AWS::Serverless-2016-10-31
Globals: { Function: { Timeout: 10, Runtime: nodejs22.x, Tags: [a b, "c\\u00e9", 'it''s'] } }

Resources:
  # a comment
  getItem:
    Type: AWS::Serverless::Function
    Properties:
      Handler: src/get-item.handler
      Description:
      MemorySize: 128
      Layers: [!Ref Layer, !Sub "arn:\${AWS::Region}"]
      Environment:
        Variables:
          Url: !Sub https://\${Api}.example.com/a#b
          Table: !GetAtt Table.Arn
          Choice: !If
          - IsProd
          - 1.5
          - !Join [ ',', [ 'x', y ] ]
          Text: |
            first

              second
          Other: |-
            one: line
      "Events":
        - Type: HttpApi
          Properties: {
            Path: "/items/{id}",
            Method: GET
            }
        - true
`;

describe('usual YAML', () => {
  test('a template of many forms is read as the whole parser reads it', () => {
    expect(compared(TEMPLATE)).toBe('the same');
  });

  test('a document of brackets, as JSON is one, is read as the whole parser reads it', () => {
    expect(compared('{ "a": [1, 2.5, true, null, "x"],\n  "b": { "c": {} } }\n')).toBe('the same');
  });

  test.each([
    ['a text over two lines', 'a: one\n  two\n'],
    ['quoted texts over two lines', 'a: "one\n  two\\\n   three"\nb: \'one\n\n  two\'\n'],
    ['a folded text', 'a: >\n  one\n  two\n\n  three\n'],
    ['headers of texts', 'a: |+ # |\n one\n\n"b| #": !Sub >-\n  two\nc: |2\n    three\n'],
    ['items that are texts', '- |\n  one\n- !Sub |-\n  two\n- - >\n    three\n'],
    ['numbers of all kinds', 'a: [0x1F, 0o17, 1e3, .5, -.inf, 012, 1_000, 0b1, 1.0, -0, +1, 1., .NaN]\n'],
    ['words of all kinds', 'a: [True, FALSE, yes, ~, null, Null, NULL, nuLL, 2010-09-09, 12:30:45, =, "true"]\n'],
    ['a tab between key and value', 'a:\t1\n'],
    ['keys that are numbers or words', '200: a\ntrue: b\n~: c\n1.50: d\n'],
    ['nothing where a value could be', 'a:\nb: []\nc: {}\nd: { e: , f }\n'],
    ['lines that end as on Windows', 'a: |\r\n  one\r\n  two\r\nb: "x\r\n  y"\r\nc: z\r\n'],
    ['a document that begins and ends with its marks', '--- # first\na: 1\n...\n'],
    ['a key called __proto__', 'a: { __proto__: { b: 1 } }\n'],
    [
      'a tag over a list and a map',
      'a: !If [b, !Join [c, [d]], e]\nf: !Transform { Name: g }\nh: !Or\n- !Condition i\n',
    ],
    ['no end of line', 'a: |\n  one'],
    [
      'quotes that are indented too little',
      'a:\n  b: "x  \ny\n\n# no comment\n\tz\\\nw" # c\n  c: \'it\'\'s\n\n"y"\'\n',
    ],
    ['quotes in a list and under a tag', '- "x\ny"\n- !Sub \'x\ny\'\n- { a: "x\ny" }\n'],
    ['lists and maps that are indented too little', 'a: { b: [\n1, # one\n2 ],\nc: "d }" }\ne: [\nf\n]\ng: h\n'],
  ])('%s: read as the whole parser reads it', (_what, text) => {
    expect(compared(text)).toBe('the same');
  });

  test.each([
    ['an anchor', 'a: &x 1\nb: *x\n'],
    ['a merge key', 'a: { b: 1 }\n<<: { c: 2 }\n'],
    ['a key that stands twice', 'a: 1\na: 2\n'],
    ['two documents', 'a: 1\n---\nb: 2\n'],
    ['a directive', '%YAML 1.1\n---\na: yes\n'],
    ['a second key on the line', 'a: b: c\n'],
    ['a key after a list on its line', 'a:\n- !Join [b]c: d\n'],
    ['a key that is a list', '? [a]\n: b\n'],
    ['an unknown tag', 'a: !Unknown b\n'],
    ['a tag of YAML', 'a: !!str 1\n'],
    ['a tag with nothing', 'a: !Ref\n'],
    ['a bracket that is not closed', 'a: [1, 2\nb: 3\n'],
    ['nesting without end', `a: ${'['.repeat(5000)}`],
    ['a byte order mark', '\uFEFFa: 1\n'],
    ['no value', '# nothing\n'],
    ['a document that ends before it begins', '# a\n...\nb: 1\n'],
    ['a key over two lines', 'a:\n  "x\ny": 1\n'],
    ['a mark in quotes', 'a: "x\n--- y"\n'],
    ['more after quotes', 'a: "x\ny" z\n'],
  ])('%s is left to the whole parser', (_what, text) => {
    expect(readUsualYaml(text, true)).toBeUndefined();
  });

  // What PyYAML 6.0.3 reads, which reads templates on AWS.
  test.each([
    ['a: "x\ny"\nb: 1\n', { a: 'x y', b: 1 }],
    ["a:\n  b: 'x\n\n\ty'\n  c: 1\n", { a: { b: 'x\ny', c: 1 } }],
    ['a: "x\n---"\n', { a: 'x ---' }],
    ['a: "x\n# no comment\ny: z"\n', { a: 'x # no comment y: z' }],
    ['a: "x\\\ny"\n', { a: 'xy' }],
    ['a: "x\n\n\ny z"\n', { a: 'x\n\ny z' }],
    ["a: \"it's\n  it's \\\" y\nz\"\nb: 'c'\n", { a: "it's it's \" y z", b: 'c' }],
  ])('quotes whose lines are indented too little are folded: %j', (text, value) => {
    expect(readUsualYaml(text, true)?.value).toEqual(value);
    expect(compared(text)).toBe('the same');
  });

  test.each([
    ['a: "x\n--- y"\n'],
    ['a: "x\n...\n"\n'],
    ['a:\n  "x\ny": 1\n'],
    ['a: "x\ny" z\n'],
    ['a: "x\ny": z\n'],
    ['...\n'],
    ['# c\n...\na: 1\n'],
  ])('what PyYAML refuses is refused: %j', (text) => {
    const said: string[] = [];
    expect(readUsualYaml(text, true)).toBeUndefined();
    expect(readAnyNodes(text, { tags: 'cloudformation' }, (message) => said.push(message)).isBroken).toBe(true);
    expect(said[0]).toMatch(/^not valid YAML/);
  });

  test('tags are left to the whole parser where the document is not one of CloudFormation', () => {
    expect(readUsualYaml('a: !Ref b\n', false)).toBeUndefined();
  });

  test('mangled templates are read as the whole parser reads them, or left to it', () => {
    const results = new Map<string, number>();
    const random = randomBelow(25);
    for (let round = 0; round < 1500; round += 1) {
      const result = compared(mangled(TEMPLATE, random));
      results.set(result, (results.get(result) ?? 0) + 1);
    }
    expect([...results.keys()].sort()).toEqual(['left', 'the same']);
    expect(results.get('the same')).toBeGreaterThan(200);
  });

  const title = unlessSkipped('the YAML of public projects, most of which is usual, is read the same');
  test.skipIf(sharedFolder === undefined)(title, () => {
    const results = yamlFilesIn(join(sharedFolder ?? '', 'sources/examples')).map((file) =>
      compared(readFileSync(file, 'utf8')),
    );
    expect(new Set(results)).toEqual(new Set(['the same', 'left']));
    expect(results.filter((result) => result === 'the same').length).toBeGreaterThan(results.length * 0.95);
  });
});

/** `left`: the usual reader does not read the text. */
function compared(text: string): string {
  const usual = readUsualYaml(text, true);
  if (usual === undefined) return 'left';
  const said: string[] = [];
  const whole = readAnyNodes(text, { tags: 'cloudformation' }, (message) => said.push(message));
  if (whole.isBroken || said.length > 0) return `the whole parser complains: ${said.join('; ')}\n${text}`;
  const read = JSON.stringify([usual.root, withPlaces(usual.value, usual.places)]);
  return read === JSON.stringify([whole.root, withPlaces(whole.value, whole.places)])
    ? 'the same'
    : `differs:\n${text}`;
}

/** Values with their places, as something to compare. */
function withPlaces(value: unknown, places: YamlPlaces): unknown {
  if (typeof value !== 'object' || value === null) return value;
  // What was written for nothing is an empty text, or nothing.
  const shown = ({ key, value: at, source, style }: YamlPlace, isNothing: boolean): unknown[] =>
    isNothing ? [key, at] : [key, at, source, style];
  return [
    Array.isArray(value),
    [...(places.get(value) ?? [])].map(([key, place]) => [
      key,
      shown(place, (value as Record<string, unknown>)[key] === null),
    ]),
    Object.entries(value).map(([key, member]) => [key, withPlaces(member, places)]),
  ];
}

const PIECES = [
  ' ',
  '\n',
  ':',
  ': ',
  ' :',
  '- ',
  '#',
  ' #',
  '{',
  '}',
  '[',
  ']',
  ',',
  "'",
  '"',
  '!',
  '|',
  '>',
  '&',
  '*',
  '?',
  '0',
  '~',
];
const MORE_PIECES = [
  '1.0',
  'True',
  '<<',
  '---\n',
  '\n  ',
  '!Ref ',
  '!Sub\n',
  '|\n',
  '[]',
  '""',
  '\n\n',
  '\\',
  '${a}',
  '- a: b\n',
];

function mangled(text: string, random: (below: number) => number): string {
  const pieces = [...PIECES, ...MORE_PIECES];
  let result = text;
  for (let changes = 1 + random(2); changes > 0; changes -= 1) {
    const at = random(result.length);
    result = `${result.slice(0, at)}${pieces[random(pieces.length)]}${result.slice(at + random(3))}`;
  }
  return result;
}

/** The same numbers at every run. */
function randomBelow(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

function yamlFilesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.ya?ml$/.test(name))
    .map((name) => join(folder, name));
}
