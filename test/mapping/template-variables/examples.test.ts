// The worked examples of AWS's template variables: docs/aws/vtl.md#references to docs/aws/vtl.md#loops, most of them recorded on AWS or run
// through its model there.
import { describe, expect, test } from 'vitest';
import type { RenderTemplateInput } from '../../../src/mapping/render-template.ts';
import { renderTemplate } from '../../../src/mapping/render-template.ts';

const pet = { params: { path: { id: '42' }, querystring: { kind: 'dog' }, header: { kind: 'cat' } } };

const examples: readonly (readonly [string, string, string, RenderTemplateInput?])[] = [
  [
    '1: what is missing prints nothing',
    '[$input.path("$.nope")][$stageVariables.nope][$input.params("nope")][$nothing.deep.er()]',
    '[][][][]',
    { body: '{}' },
  ],
  ['1: hyphens belong to names', '#set($a = "1")#set($b = "2")[$a-$b][${a}-${b}]', '[2][1-2]'],
  [
    '1: a dollar sign before a name',
    '#set($d = \'$\')${d}total ${d}${input.path("$.n")} $5.00',
    '$total $5 $5.00',
    { body: '{"n": "5"}' },
  ],
  [
    '2: a defined block is rendered at each use',
    '#define($both)${a}-${b}#end#set($a = "1")#set($b = "2")$both#set($b = "3") $both',
    '1-2 1-3',
  ],
  ['2: macros', '#macro(row $k $v)<$k:$v>#end#row("x" "y")#row(1 2)', '<x:y><1:2>'],
  ['2.1: blanks before #set after a reference', '$input.params("id") #set($x = 1)$x', '421', pet],
  ['2.1: a line with only #set', 'a\n#set($x = 1)\nb', 'a\nb'],
  [
    '3: missing is null and the empty string, an empty list is neither',
    '#set($a = $input.path("$.missing"))#set($b = $input.path("$.list"))\n{"a": ["#if($a == $null)null#end","#if($a == "")empty#end"], "b": ["#if($b == $null)null#end","#if($b == "")empty#end"], "text": $b}',
    '{"a": ["null","empty"], "b": ["",""], "text": []}',
    { body: '{"list": []}' },
  ],
  [
    '3: string methods',
    '#foreach($p in $input.path("$.s").split(","))[$p]#end $input.path("$.s").toUpperCase() $input.path("$.s").indexOf("b")',
    '[a][b][c] A,B,C 2',
    { body: '{"s": "a,b,c"}' },
  ],
  ['3: put prints the previous value', '#set($m = {})$m.put("a","1")$m.put("a","2")|$m.get("a")', '1|2'],
  [
    '4: params from path, query string, header; an empty body',
    '{"id": "$input.params(\'id\')", "kind": "$input.params(\'kind\')", "none": "$input.params(\'zip\')", "body": $input.body}',
    '{"id": "42", "kind": "dog", "none": "", "body": {}}',
    pet,
  ],
  [
    '4: a body that is not JSON',
    '<$input.body> <$input.body.x> <$input.path("$.a")>',
    '<raw words> <> <>',
    { body: 'raw words' },
  ],
  [
    '4: a form body is one string, as json-smart reads it in its permissive mode',
    '#foreach($pair in $input.path("$").split("&"))[$pair]#end',
    '[a=1][b=2]',
    { body: 'a=1&b=2' },
  ],
  [
    '4: definite and indefinite paths',
    '$input.json("$.pets[*].n") $input.json("$.pets[0].n") $input.path("$.pets").size() $input.json("$.pets[?(@.n == \'a\')]")',
    '["a","b"] "a" 2 [{"n":"a"}]',
    { body: '{"pets": [{"n": "a"}, {"n": "b"}]}' },
  ],
  ['4: json of a missing path', '$input.json("$.missing") $input.params().path.id', '"" 42', { ...pet, body: '{}' }],
  [
    '5: a map prints as Java, a list in it as JSON',
    '$input.path("$.json")',
    '{a={b=1}, c=[1,{"d":null}]}',
    { body: '{"json": {"a": {"b": 1}, "c": [1, {"d": null}]}}' },
  ],
  [
    '5: path and json of an object',
    '{"user": $input.path("$.user")} {"user": $input.json("$.user")}',
    '{"user": {name=Ann}} {"user": {"name":"Ann"}}',
    { body: '{"user": {"name": "Ann"}}' },
  ],
  [
    '5: a changed list still prints as JSON',
    '#set($l = $input.path("$.a"))#set($ok = $l.add(4))$l|$ok|#set($l[0] = 9)$l.get(2).b',
    '[1,2,{"b":"c"},4]|true|c',
    { body: '{"a": [1, 2, {"b": "c"}]}' },
  ],
  [
    '5: slashes in a printed list and in json',
    '$input.path("$.l") $input.json("$.l")',
    '["http:\\/\\/x"] ["http://x"]',
    { body: '{"l": ["http://x"]}' },
  ],
  [
    '6: escapeJavaScript and the idiom around it',
    '{"t": "$util.escapeJavaScript($input.path("$.t")).replaceAll("\\\\\'", "\'")"}',
    '{"t": "it\'s \\"ok\\""}',
    { body: '{"t": "it\'s \\"ok\\""}' },
  ],
  ['6: urlEncode of an empty body', 'a=$util.urlEncode($input.body)&b=$util.urlEncode($input.body.x)', 'a=%7B%7D&b='],
  [
    '6: parseJson',
    '#set($o = $util.parseJson($input.path("$.payload")))$o.k[1] $o.k.size() $o',
    '20 2 {k=[10,20]}',
    { body: '{"payload": "{\\"k\\": [10, 20]}"}' },
  ],
  // docs/aws/vtl.md#util: a captured event, and tried on AWS.
  [
    '6: what is no text is printed as Java prints it first',
    '$util.escapeJavaScript($input.path("$.m")) $util.urlEncode($input.path("$.n")) $util.base64Encode($input.path("$.l")) [$util.escapeJavaScript($input.path("$.nope"))]',
    `{hoge=v, hoge2={\\"hello\\":\\"world\\"}} 7 ${Buffer.from('[1,"a"]').toString('base64')} []`,
    { body: '{"m": {"hoge": "v", "hoge2": "{\\"hello\\":\\"world\\"}"}, "n": 7, "l": [1, "a"]}' },
  ],
  // docs/aws/vtl.md#expressions: Velocity 1.7.
  [
    '3: unicode escapes count in double quotes only',
    '#set($a = "A\\u0042C")#set($b = \'A\\u0042C\')$a $b A\\u0042C #if("\\u0078" == "x")yes#end',
    'ABC A\\u0042C A\\u0042C yes',
  ],
  [
    '3: an escape beside a reference, and one that makes a quote or a sign',
    '#set($x = "1")#set($a = "${x}-\\u0042")#set($q = "\\u0022")#set($d = "\\u0024x")$a $q $d',
    '1-B " $x',
  ],
  ['6: base64', '$util.base64Encode($input.body)', 'eyJraW5lc2lzIjoieCJ9', { body: '{"kinesis":"x"}' }],
  [
    '6: nothing of AppSync',
    '[$util.toJson($input.path("$"))][$util.time.nowISO8601()][$util.qr(1)]',
    '[][][]',
    { body: '{}' },
  ],
  [
    '7: context',
    '$context.httpMethod $context.resourcePath $context.path $context.stage [$context.identity.apiKey]',
    'GET /pets/{id} /dev/pets/42 dev []',
    {
      context: {
        httpMethod: 'GET',
        resourcePath: '/pets/{id}',
        path: '/dev/pets/42',
        stage: 'dev',
        identity: { sourceIp: '1.2.3.4' },
      },
    },
  ],
  [
    '8: stage variables',
    '{"a": "$stageVariables.v", "b": "${stageVariables[\'v\']}", "c": "$stageVariables.nope"} build#${stageVariables.v}',
    '{"a": "1.0", "b": "1.0", "c": ""} build#1.0',
    { stageVariables: { v: '1.0' } },
  ],
  [
    '10: a loop with commas',
    '[#foreach($i in $input.path("$.items")){"n": $foreach.count, "id": $i.id}#if($foreach.hasNext),#end#end]',
    '[{"n": 1, "id": 1},{"n": 2, "id": 2}]',
    { body: '{"items": [{"id": 1}, {"id": 2}]}' },
  ],
  [
    '10: over parameters',
    '{#foreach($k in $input.params().querystring.keySet())"$k": "$util.escapeJavaScript($input.params().querystring.get($k))"#if($foreach.hasNext), #end#end}',
    '{"b": "2", "a": "1"}',
    { params: { querystring: { b: '2', a: '1' } } },
  ],
  [
    '10: by index with a path built in a string',
    '#set($max = $input.path("$.records").size() - 1)#foreach($n in [0..$max])$input.json("$.records[${n}].d")#if($foreach.hasNext);#end#end',
    '"x";"y"',
    { body: '{"records": [{"d": "x"}, {"d": "y"}]}' },
  ],
  [
    '10: values of a map, then its entries',
    '#set($m = {"k": "v", "k2": "v2"})#foreach($v in $m)$v #end|#foreach($e in $m.entrySet())$e.key=$e.value;#end',
    'v v2 |k=v;k2=v2;',
  ],
];

test.each(examples.map(([name, ...rest]) => ({ name, rest })))('$name', ({ rest: [template, expected, input] }) => {
  expect(renderTemplate(template, input).output).toBe(expected);
});

describe('$input', () => {
  test('an empty payload has no paths, and is {} as JSON', () => {
    expect(renderTemplate('[$input.path("$")][$input.json("$.x")]').output).toBe('[][""]');
  });

  test('unproven: json of the whole empty payload is {}', () => {
    expect(renderTemplate('$input.json("$")').output).toBe('{}');
  });

  test('a path that does not compile is an error of the template', () => {
    expect(() => renderTemplate('\n  $input.path("$.[")', { body: '{}' })).toThrow(
      expect.objectContaining({ problem: 'evaluation', line: 2, column: 10 }),
    );
  });

  test('names of JavaScript itself are not parameters', () => {
    expect(renderTemplate('[$input.params("constructor")][$context.constructor][$util.constructor]').output).toBe(
      '[][][]',
    );
  });
});

describe('$util', () => {
  test('escapeJavaScript escapes quotes, slashes, control characters and what is not ASCII', () => {
    const body = JSON.stringify({ t: `'"/\\\n\u0001é☃` });
    expect(renderTemplate('$util.escapeJavaScript($input.path("$.t"))', { body }).output).toBe(
      String.raw`\'\"\/\\\n\u0001\u00E9\u2603`,
    );
  });

  test('urlEncode writes blanks as plus signs and urlDecode reads them', () => {
    const body = JSON.stringify({ t: `a b&"é"~*'(` });
    expect(
      renderTemplate('#set($e = $util.urlEncode($input.path("$.t")))$e $util.urlDecode($e)', { body }).output,
    ).toBe(`a+b%26%22%C3%A9%22%7E*%27%28 a b&"é"~*'(`);
  });

  test('unproven: parseJson of a text that is not JSON fails', () => {
    expect(() => renderTemplate('$util.parseJson("{")')).toThrow(expect.objectContaining({ problem: 'evaluation' }));
  });
});
