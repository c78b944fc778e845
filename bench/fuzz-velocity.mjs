// Throws random and mutated templates at the Velocity parser and renderer. `node bench/fuzz-velocity.mjs [seconds] [seed]`.
// Ends with 1, printing the template, when anything but a TemplateError comes out or one template takes more than two seconds.
import { readFileSync, readdirSync } from 'node:fs';
import { build } from 'esbuild';

const [seconds = '20', seed = String(process.pid)] = process.argv.slice(2);
const SLOW_MS = 2000;

const root = new URL('..', import.meta.url);
const bundled = await build({
  stdin: {
    contents: `export { compileTemplate } from './src/mapping/velocity/compile-template.ts';
               export { parseTemplate } from './src/mapping/velocity/syntax/parse-template.ts';
               export { printTemplate } from './src/mapping/velocity/syntax/print-tree.ts';
               export { apiGatewayVariables } from './src/mapping/template-variables/index.ts';`,
    resolveDir: root.pathname,
  },
  bundle: true,
  platform: 'node',
  format: 'esm',
  write: false,
});
const engine = await import(
  `data:text/javascript;base64,${Buffer.from(bundled.outputFiles[0].text).toString('base64')}`
);

let state = Number(seed) >>> 0;
/** A small generator of its own, so that a seed repeats a run. */
function random(below) {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
}
const pick = (list) => list[random(list.length)];

const corpus = readdirSync(new URL('fixtures/vtl/', root))
  .filter((file) => file.endsWith('.json'))
  .flatMap((file) =>
    JSON.parse(readFileSync(new URL(`fixtures/vtl/${file}`, root), 'utf8')).map((each) => each.template),
  );
const scraps = [
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

function randomTemplate() {
  if (random(3) === 0) return Array.from({ length: 1 + random(30) }, () => pick(scraps)).join('');
  let text = pick(corpus);
  for (let edits = 1 + random(4); edits > 0; edits -= 1) text = mutate(text);
  return text;
}

function mutate(text) {
  const at = random(text.length + 1);
  const length = random(8);
  switch (random(4)) {
    case 0:
      return text.slice(0, at) + pick(scraps) + text.slice(at);
    case 1:
      return text.slice(0, at) + text.slice(at + length);
    case 2:
      return text.slice(0, at) + text.slice(at, at + length).repeat(3) + text.slice(at + length);
    default:
      return text.slice(0, at) + pick(corpus).slice(0, 40) + text.slice(at);
  }
}

const variables = { x: 'v', s: 'hello', n: 5, l: ['a', 'b', 'c'], m: { a: 1 }, t: true, f: false };
const counts = { rendered: 0, refused: 0, failed: 0, limited: 0, printed: 0 };

function tryTemplate(text) {
  const started = performance.now();
  try {
    const tree = engine.parseTemplate(text);
    engine.parseTemplate(engine.printTemplate(tree));
    counts.printed += 1;
    engine
      .compileTemplate(text)
      .render(engine.apiGatewayVariables({ body: '{"a":[1,2]}', variables }), { steps: 100_000 });
    counts.rendered += 1;
  } catch (error) {
    if (error.name !== 'TemplateError') return `threw ${error.stack}`;
    counts[{ syntax: 'refused', evaluation: 'failed', limit: 'limited' }[error.problem]] += 1;
  }
  const took = performance.now() - started;
  return took > SLOW_MS ? `took ${Math.round(took)} ms` : null;
}

const end = performance.now() + Number(seconds) * 1000;
while (performance.now() < end) {
  const text = randomTemplate();
  const trouble = tryTemplate(text);
  if (trouble !== null) {
    console.error(`seed ${seed}: ${JSON.stringify(text)}\n${trouble}`);
    process.exit(1);
  }
}
console.log(JSON.stringify({ fuzz: 'velocity', seed: Number(seed), seconds: Number(seconds), ...counts }));
