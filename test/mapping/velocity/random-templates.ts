import fc from 'fast-check';

/** Pieces that mean something to the parser, thrown together: most of the results do not parse. */
const pieces = [
  String.raw`$ # \ { } ( ) [ ] " ' ! . .. , : = == && || - + * / % @ x in if end set else foreach macro and eq true 1 -2 1.5 é`,
  '$x ${x} $!x $m.a $l[0] $s.length() #if($x) #end #else #{else} ## #* *# #[[ ]]# #f($x) #define($d) #evaluate("$x") #stop #break',
]
  .join(' ')
  .split(' ')
  .concat([' ', '\n', '\r\n', '\t', '#set($y = 1)', '#foreach($i in $l)', '#macro(f $a)']);

export const noise = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));

const value = fc.constantFrom(
  '$x',
  '${n}',
  '$!nope',
  '$m.a',
  '$l[1]',
  '$l.size()',
  '$s.substring(1, 3)',
  '5',
  '-1',
  '2.5',
  '"a$x"',
  "'b'",
  'true',
  '[1..3]',
  '["a", $x]',
  '{"k": $n}',
);
const operator = fc.constantFrom('==', '!=', '<', '>=', '&&', '||', '+', '-', '*', '/', '%', 'eq', 'and', 'lt');
const expression = fc.oneof(
  value,
  fc.tuple(value, operator, value).map(([left, sign, right]) => `${left} ${sign} ${right}`),
  fc
    .tuple(value, operator, value, operator, value)
    .map(([a, first, b, second, c]) => `!(${a} ${first} ${b}) ${second} ${c}`),
);
const text = fc.constantFrom(
  'a',
  ' ',
  '\n',
  '  b\n',
  '{"k": "',
  '"}',
  '\\$x',
  '\\#if',
  '\\\\',
  ' ## c\n',
  '#* c *#',
  '#[[ $raw ]]#',
  '$5',
  '[0]',
);
const end = fc.constantFrom('#end', '#{end}', '#end\n', '#end  \n');

/** Templates that mostly parse, with blocks inside blocks. */
export const template: fc.Arbitrary<string> = fc.letrec<{ block: string; statement: string }>((tie) => ({
  block: fc.array(tie('statement'), { maxLength: 4 }).map((statements) => statements.join('')),
  statement: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    text,
    value.filter((written) => written.startsWith('$')),
    fc
      .tuple(fc.constantFrom('$x', '$y', '$m.b', '$l[0]'), expression, fc.constantFrom('', '\n'))
      .map(([target, right, tail]) => ` #set(${target} = ${right})${tail}`),
    fc
      .tuple(expression, tie('block'), tie('block'), end)
      .map(([condition, yes, no, last]) => `#if(${condition})${yes}#{else}${no}${last}`),
    fc
      .tuple(value, tie('block'), end)
      .map(([collection, body, last]) => `#foreach($i in ${collection})\n${body}${last}`),
    fc
      .tuple(fc.constantFrom('f', 'g'), tie('block'), end)
      .map(([name, body, last]) => `#macro(${name} $a)${body}${last}`),
    fc.constantFrom(
      '#f($x)',
      '#g("q" 1)',
      '#f',
      '#@g($x)body#end',
      '#evaluate("$x")',
      '#break',
      '#stop',
      '#unknown($x)\n',
    ),
    fc.tuple(tie('block'), end).map(([body, last]) => `#define($d)${body}${last}$d`),
  ),
})).block;
