// What goes wrong with a template, and where it says so. Places and wording follow Velocity 1.7's own messages.
import { describe, expect, test } from 'vitest';
import { renderTemplate } from '../../../src/mapping/render-template.ts';
import { TemplateError } from '../../../src/mapping/template-error.ts';
import type { TemplateProblem } from '../../../src/mapping/template-error.ts';
import { compileTemplate } from '../../../src/mapping/velocity/compile-template.ts';

test.each<readonly [string, string, number, number, string]>([
  [
    'a block without its end',
    '#if($x)\n  a\n',
    3,
    1,
    'Encountered "<EOF>", was expecting the #end of the #if in line 1',
  ],
  ['an end too many', 'a\n#end', 2, 1, 'Encountered "#end"'],
  ['a single equals sign', '#if($a = 1)x#end', 1, 8, 'Encountered "="'],
  [
    'a minus that belongs to a number',
    '#set($a = $n)\n#set($b = 5 -1)',
    2,
    13,
    'Encountered "-1", was expecting ")" or an operator (to subtract, put a blank after the minus)',
  ],
  ['arithmetic in a method argument', '$s.substring($n - 1)', 1, 17, 'Encountered "-"'],
  ['an open brace', 'a ${x b', 1, 6, 'Encountered " "'],
  ['a string never closed', '#set($a = "x)', 1, 11, 'is never closed'],
  [
    'a mistake inside a string, at the string',
    '#set($a =\n "#if($x)")',
    2,
    2,
    'Failed to parse String literal: Encountered "<EOF>"',
  ],
  ['a dollar sign at the very end', 'costs 5$', 1, 9, 'Lexical error'],
  ['#foreach without a variable', '#foreach(in $l)#end', 1, 10, 'Invalid arg #0 in directive #foreach'],
  ['a macro without a name', '#macro()x#end', 1, 1, 'First argument to #macro()'],
])('%s is a syntax error with its place', (_name, template, line, column, message) => {
  const error = caught(() => compileTemplate(template));
  expect(error).toMatchObject({ problem: 'syntax', line, column });
  expect(error.detail).toContain(message);
});

test.each<readonly [string, string, number, string]>([
  [
    'an index out of bounds',
    'x $s.substring(9)',
    6,
    "Invocation of method 'substring' in class java.lang.String threw exception java.lang.StringIndexOutOfBoundsException: begin 9, end 5, length 5",
  ],
  ['an invalid number', '$n.parseInt("x")', 4, 'java.lang.NumberFormatException: For input string: "x"'],
  ['an invalid pattern', '$s.matches("(")', 4, 'java.util.regex.PatternSyntaxException'],
  [
    'an index beyond a list',
    '$l[3]',
    3,
    "Invocation of method 'get' in class net.minidev.json.JSONArray threw exception java.lang.IndexOutOfBoundsException",
  ],
  [
    'a list changed inside the loop over it',
    '#foreach($i in $l)$l.add(1)#end',
    1,
    'java.util.ConcurrentModificationException',
  ],
  ['#parse, which has no files', '#parse("x")', 1, "unable to find resource 'x'"],
])('%s ends the rendering with the exception Java would throw', (_name, template, column, message) => {
  const error = caught(() => renderTemplate(template, { variables: { s: 'hello', n: 1, l: ['a'] } }));
  expect(error).toMatchObject({ problem: 'evaluation', line: 1, column });
  expect(error.detail).toContain(message);
});

describe('bounds', () => {
  const endless: readonly (readonly [string, string, string])[] = [
    ['a loop of more than 1000 rounds', '#foreach($i in [1..1001])#end', 'more than 1000 rounds'],
    [
      'loops within loops',
      '#foreach($a in [1..1000])#foreach($b in [1..1000])#foreach($c in [1..1000])x#end#end#end',
      'statements',
    ],
    ['a macro that calls itself', '#macro(m)#m()#end#m()', "Max calling depth of 20 was exceeded in macro 'm'"],
    ['an #evaluate of itself', "#set($t = '#evaluate($t)')#evaluate($t)", 'nests deeper'],
    ['a text that doubles', '#set($s = "x")#foreach($i in [1..100])#set($s = "$s$s")#end', 'more than'],
    ['a sum that doubles', '#set($s = "x")#foreach($i in [1..100])#set($s = $s + $s)#end', 'more than'],
    [
      'a list that doubles',
      '#set($l = [1])#foreach($i in [1..100])#set($ok = $l.addAll($l))#end',
      'a list of more than',
    ],
    ['a number that squares', '#set($n = 99)#foreach($i in [1..100])#set($n = $n * $n)#end', 'digits'],
    ['a range of everything', '#foreach($i in [0..2000000000])#end', 'a list of more than'],
    ['an immense repetition', '#set($s = "x")$s.repeat(2000000000)', 'a text of more than'],
    ['an immense format width', '#set($s = "x")$s.format("%999999999s", "a")', 'a text of more than'],
    [
      'lists within lists within lists',
      '#set($l = [1])#foreach($i in [1..60])#set($l = [$l, $l])#end$l',
      'longer than',
    ],
    [
      'output without end',
      '#set($s = "0123456789")#set($s = $s.repeat(100000))#foreach($i in [1..1000])$s#end',
      'prints more than',
    ],
    [
      'blocks that print blocks',
      `${Array.from({ length: 40 }, (_, i) => `#define($b${i})$b${i + 1}$b${i + 1}#end`).join('')}$b0`,
      'statements',
    ],
  ];

  test.each(endless)('%s ends with a TemplateError', (_name, template, message) => {
    const error = caught(() => compileTemplate(template).render(new Map(), { steps: 200_000, milliseconds: 60_000 }));
    expect(error.problem).toBe<TemplateProblem>('limit');
    expect(error.message).toContain(message);
  });

  test('a template nested too deeply is refused', () => {
    expect(caught(() => compileTemplate(`#set($x = ${'('.repeat(100_000)}1`)).detail).toContain('nests deeper');
    expect(caught(() => compileTemplate('#if(true)'.repeat(20_000))).detail).toContain('nests deeper');
  });

  test('a template of more than 300 KB is refused', () => {
    expect(caught(() => compileTemplate('x'.repeat(300 * 1024 + 1))).problem).toBe('limit');
  });

  test('a loop of exactly 1000 rounds is fine', () => {
    expect(renderTemplate('#foreach($i in [1..1000])#if(!$foreach.hasNext)$i#end#end').output).toBe('1000');
  });

  test('limits can be set for one rendering', () => {
    const template = compileTemplate('#foreach($i in [1..5])$i#end');
    expect(() => template.render(new Map(), { loopRounds: 4 })).toThrow(TemplateError);
    expect(template.render(new Map(), { loopRounds: 5 })).toBe('12345');
  });
});

function caught(work: () => unknown): TemplateError {
  try {
    work();
  } catch (error) {
    if (error instanceof TemplateError) return error;
    throw error;
  }
  throw new Error('no error was thrown');
}
