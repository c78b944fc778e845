import { readdirSync, readFileSync } from 'node:fs';
import { damaged } from '../damage.mjs';
import { engineOf } from '../engine.mjs';

const SCRAPS = [
  '$',
  '#',
  '\\',
  '{',
  '}',
  '(',
  ')',
  '[',
  ']',
  '"',
  "'",
  '!',
  '.',
  '..',
  '=',
  '&&',
  ' ',
  '\n',
  '#end',
  '#if(',
  '#set($x = ',
  '#foreach($i in ',
  '$x',
  '${',
  '#*',
  '*#',
  '##',
  '#[[',
  ']]#',
  '#macro(m $a)',
  '#m(',
  '#define($d)',
  '#evaluate(',
  '.add(',
  '.put(',
  '.repeat(',
  '.format(',
  '.replaceAll(',
  '[0..99999999]',
  '"$x$x"',
  '99999999999',
  '\u0000',
  '\ud800',
  'é',
];
const VARIABLES = { x: 'v', s: 'hello', n: 5, l: ['a', 'b', 'c'], m: { a: 1 }, t: true, f: false };

/** Mapping templates: parsed, printed, parsed again and rendered. */
export async function templateSuites(random) {
  const engine = await engineOf('templates', [
    'mapping/velocity/compile-template',
    'mapping/velocity/syntax/parse-template',
    'mapping/velocity/syntax/print-tree',
    'mapping/template-variables/index',
  ]);
  const folder = new URL('../../../fixtures/vtl/', import.meta.url);
  const corpus = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => JSON.parse(readFileSync(new URL(file, folder), 'utf8')).map(({ template }) => template));
  return [
    {
      name: 'templates',
      refusals: /^TemplateError$/,
      make: () =>
        random.chance(0.3)
          ? Array.from({ length: 1 + random.below(30) }, () => random.pick(SCRAPS)).join('')
          : damaged(random.pick(corpus), random, SCRAPS),
      run(text) {
        engine.parseTemplate(engine.printTemplate(engine.parseTemplate(text)));
        const variables = engine.apiGatewayVariables({ body: '{"a":[1,2]}', variables: VARIABLES });
        engine.compileTemplate(text).render(variables, { steps: 100_000 });
      },
    },
  ];
}
