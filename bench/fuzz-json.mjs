// Throws random and damaged texts at the readers and compilers of the mapping engine for a while, and stops at the first crash:
// an error that is not one of their own, or a text that takes longer than a second.
//
//   node bench/fuzz-json.mjs [seconds] [seed]
import { build } from 'esbuild';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const seconds = Number(process.argv[2] ?? 20);
let seed = Number(process.argv[3] ?? 1);

const folder = mkdtempSync(join(tmpdir(), 'fuzz-json-'));
const engine = await bundle();

const documents = [
  '{"a":{"b":[1,{"c":null}]},"s":"text","n":12345678901234567890,"d":1.0}',
  '[[1,2.5],{"x":"y"},true,"\\u00e9"]',
  "{statusCode: 200, 'q': [a b, 07]}",
  'name=Ann&age=7',
];
const paths = [
  '$.a.b[0]',
  "$['a']['b'][*].c",
  '$..c',
  '$.a.b[?(@.c == null && !(@.x =~ /a.*/i))]',
  '$.a.b.length()',
  '$[0:2]',
  '$..b[-1:]',
];
const patterns = ['(?i)a++[b-d&&[^c]]*(?<n>x|y)\\k<n>', '\\Q[404]\\E.*', '^\\p{Alpha}{2,3}?$', '(?x) a # b\n c'];
const texts = ['$context.a.b ${stageVariables.x} $method.request.header.X-A', '${request.body.a}/${request.body.b}'];
const schemas = [
  '{"type":"object","properties":{"a":{"$ref":"#/definitions/A"}},"definitions":{"A":{"items":[{"type":"integer"}]}}}',
  '{"oneOf":[{"enum":[1]},{"pattern":"^a"}],"format":"uri"}',
];

const own =
  /^(?:JsonSyntaxError|JsonPathSyntaxError|JsonPathEvaluationError|JavaRegexError|MappingExpressionError|ModelError|ValueTooLargeError|BodyNotJsonError)$/;
const root = engine.readJson(documents[0]);
const targets = {
  readJson: [documents, (text) => engine.writeJson(engine.readJson(text))],
  readPermissiveJson: [documents, (text) => engine.javaText(engine.readPermissiveJson(text))],
  compileJsonPath: [paths, (text) => engine.compileJsonPath(text).read(root)],
  javaRegex: [
    patterns,
    (text) => 'abcd xx [404] AB'.replace(engine.javaRegex(text, 'g'), engine.javaReplacement('<$0>')),
  ],
  parseInterpolation: [texts, (text) => engine.parseInterpolation(text, { missing: '-' }).evaluate(sources())],
  parseSelectionExpression: [texts, (text) => engine.parseSelectionExpression(text).evaluate(sources())],
  parseHttpApiExpression: [texts, (text) => engine.parseHttpApiExpression(text).evaluate(sources())],
  compileModel: [schemas, (text) => engine.compileModel(text).validate(documents[0])],
};

const counts = {};
const end = performance.now() + seconds * 1000;
while (performance.now() < end) {
  for (const [name, [samples, run]] of Object.entries(targets)) attempt(name, damage(pick(samples)), run);
}
rmSync(folder, { recursive: true });
console.table(counts);

function attempt(name, text, run) {
  const count = (counts[name] ??= { accepted: 0, refused: 0 });
  const start = performance.now();
  try {
    run(text);
    count.accepted++;
  } catch (error) {
    if (!own.test(error?.name)) fail(name, text, error);
    count.refused++;
  }
  if (performance.now() - start > 1000) fail(name, text, new Error('took longer than a second'));
}

function fail(name, text, error) {
  console.error(`${name} on ${JSON.stringify(text)}`);
  console.error(error);
  process.exit(1);
}

/** A few characters cut out, doubled, exchanged or put in. */
function damage(sample) {
  let text = sample;
  for (let times = random(4); times > 0; times--) {
    const at = random(text.length + 1);
    const length = random(6);
    const inserted = pick([
      '',
      '',
      text.slice(at, at + length).repeat(2),
      pick(Array.from('{}[]()"\'\\/$@.,:*?+-^&|!=<> \n\u0000\ud800é019aE')),
      text.slice(random(text.length), random(text.length)),
    ]);
    text = text.slice(0, at) + inserted + text.slice(at + length);
  }
  return text.slice(0, 2000);
}

function sources() {
  const message = {
    header: () => ['h'],
    querystring: () => ['q'],
    path: () => 'p',
    fullPath: () => '/p',
    body: () => documents[0],
  };
  return {
    request: message,
    response: { ...message, statusCode: () => 200 },
    context: () => 'c',
    stageVariable: () => undefined,
  };
}

function pick(list) {
  return list[random(list.length)];
}

/** A plain linear congruential generator, so that a seed repeats a run. */
function random(below) {
  seed = (seed * 1103515245 + 12345) % 2147483648;
  return below <= 0 ? 0 : Math.floor((seed / 2147483648) * below);
}

async function bundle() {
  const modules = [
    'json/reader',
    'json/permissive-reader',
    'json/writer',
    'json/java-text',
    'jsonpath/index',
    'java-regex',
    'parameters/index',
    'json-schema/compile-model',
  ];
  const outfile = join(folder, 'engine.mjs');
  await build({
    stdin: {
      contents: modules.map((name) => `export * from './src/mapping/${name}.ts';`).join('\n'),
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    bundle: true,
    platform: 'node',
    format: 'esm',
    outfile,
    logLevel: 'error',
  });
  return import(pathToFileURL(outfile).href);
}
