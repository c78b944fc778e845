import { expect, test } from 'vitest';
import { renderTemplate } from '../../../src/mapping/render-template.ts';
import { TemplateError } from '../../../src/mapping/template-error.ts';

function problemOf(template: string, body = ''): unknown {
  try {
    return renderTemplate(template, { body }).output.length;
  } catch (error) {
    return error instanceof TemplateError ? error.problem : error;
  }
}

const doubled = '#set($l=["x"])#foreach($i in [1..32])#set($l=[$l,$l])#end';
const doubledAgain = '#set($m=["x"])#foreach($i in [1..32])#set($m=[$m,$m])#end';
const megabytes = '#set($s="aaaaaaaaaa")#foreach($i in [1..19])#set($s="$s$s")#end';

test.each([
  ['the hash of a list doubled 32 times', `${doubled}$l.hashCode()`],
  ['the hash of a map that holds it', `${doubled}#set($map={"a":$l})$map.hashCode()`],
  ['the comparison of two such lists', `${doubled}${doubledAgain}$l.equals($m)`],
  ['the search for such a list', `${doubled}${doubledAgain}#set($all=[$m,$m])$all.contains($l)`],
  ['a text grown by base64', `#set($s="a")${'#set($s=$util.base64Encode($s))'.repeat(80)}$s`],
  ['a text grown by escapes', `#set($s="/")#foreach($i in [1..40])#set($s=$util.urlEncode("$s$s"))#end$s`],
  ['escapes of megabytes, in rows', `${megabytes}${'#set($t=$util.base64Encode($s))'.repeat(3000)}`],
  ['searches of megabytes, in rows', `${megabytes}${'$s.indexOf("b")'.repeat(9000)}`],
  [
    'JSON parsed in loops',
    '#foreach($i in [1..900])#foreach($j in [1..900])#set($x=$util.parseJson($input.body))#end#end',
  ],
  [
    'a template parsed in loops',
    "#set($t='#if($a)b#end#if($a)b#end#if($a)b#end')#foreach($i in [1..900])#foreach($j in [1..900])#evaluate($t)#end#end",
  ],
  ['a macro that repeats itself', '#macro(m $n)#foreach($i in [1..900])$n.hashCode()#m($n)#end#end#m("x")'],
  ['a regular expression without end', '#set($s="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")$s.matches("(a+)+b")'],
  ['a replacement without end', '#set($s="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")$s.replaceAll("(a+)+b", "c")'],
  ['a split without end', '#set($s="aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")$s.split("(a+)+b")'],
  ['a filter without end', `$input.json("$..[?(@.a =~ /(a+)+b/)]")`],
])('%s ends with the limit that it passed', (_what, template) => {
  const body = JSON.stringify({ a: 'a'.repeat(60), list: Array.from({ length: 1000 }, (_item, index) => index) });
  expect(problemOf(template, body)).toBe('limit');
});

test('a loop in another is work that may be done', () => {
  const loop = (variable: string, body: string): string => `#foreach($${variable} in [1..100])${body}#end`;
  expect(problemOf(loop('i', loop('j', 'x')))).toBe(10_000);
});

test('a payload of several megabytes is read and written', () => {
  const body = JSON.stringify(Array.from({ length: 50_000 }, (_item, index) => ({ id: index, name: 'x'.repeat(20) })));
  expect(problemOf('$input.json("$")', body)).toBe(body.length);
});
