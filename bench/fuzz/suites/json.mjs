import { damaged } from '../damage.mjs';
import { engineOf } from '../engine.mjs';

const DOCUMENTS = [
  '{"a":{"b":[1,{"c":null}]},"s":"text","n":12345678901234567890,"d":1.0}',
  '[[1,2.5],{"x":"y"},true,"\\u00e9"]',
  "{statusCode: 200, 'q': [a b, 07]}",
  'name=Ann&age=7',
];
const PATHS = [
  '$.a.b[0]',
  "$['a']['b'][*].c",
  '$..c',
  '$.a.b[?(@.c == null && !(@.x =~ /a.*/i))]',
  '$.a.b.length()',
  '$[0:2]',
  '$..b[-1:]',
];
const PATTERNS = ['(?i)a++[b-d&&[^c]]*(?<n>x|y)\\k<n>', '\\Q[404]\\E.*', '^\\p{Alpha}{2,3}?$', '(?x) a # b\n c'];
const EXPRESSIONS = [
  '$context.a.b ${stageVariables.x} $method.request.header.X-A',
  '${request.body.a}/${request.body.b}',
];
const SCHEMAS = [
  '{"type":"object","properties":{"a":{"$ref":"#/definitions/A"}},"definitions":{"A":{"items":[{"type":"integer"}]}}}',
  '{"oneOf":[{"enum":[1]},{"pattern":"^a"}],"format":"uri"}',
  '{"allOf":[{"required":["a"]},{"not":{"maxProperties":2}}],"patternProperties":{"^(a+)+$":{"type":["string","null"]}}}',
];
const SCRAPS = [
  ...'{}[]()"\'\\$@.,:*?!=~/|&^+-0e '.split(''),
  '..',
  '[?(',
  '\\u',
  '\ud800',
  '\u0000',
  '1e999',
  '$ref',
  '#/',
  'null',
];
const REFUSALS =
  /^(?:JsonSyntaxError|JsonPathSyntaxError|JsonPathEvaluationError|JavaRegexError|MappingExpressionError|ModelError|ValueTooLargeError|BodyNotJsonError|RegexStoppedError)$/;

/** The readers and compilers of the mapping engine: JSON, JSONPath, regular expressions, mapping expressions, models. */
export async function jsonSuites(random) {
  const engine = await engineOf(
    'json',
    [
      'json/reader',
      'json/permissive-reader',
      'json/writer',
      'json/java-text',
      'jsonpath/index',
      'java-regex',
      'parameters/index',
      'json-schema/compile-model',
    ].map((file) => `mapping/${file}`),
  );
  const root = engine.readJson(DOCUMENTS[0]);
  const suite = (name, samples, run) => ({
    name,
    refusals: REFUSALS,
    make: () => damaged(random.pick(samples), random, SCRAPS),
    run,
  });
  return [
    suite('JSON', DOCUMENTS, (text) => engine.writeJson(engine.readJson(text))),
    suite('JSON of templates', DOCUMENTS, (text) => engine.javaText(engine.readPermissiveJson(text))),
    suite('JSONPath', PATHS, (text) => engine.compileJsonPath(text).read(root)),
    suite('regular expressions', PATTERNS, (text) =>
      'abcd xx [404] AB'.replace(engine.javaRegex(text, 'g'), engine.javaReplacement('<$0>')),
    ),
    suite('interpolations', EXPRESSIONS, (text) =>
      engine.parseInterpolation(text, { missing: '-' }).evaluate(sources()),
    ),
    suite('selection expressions', EXPRESSIONS, (text) => engine.parseSelectionExpression(text).evaluate(sources())),
    suite('HTTP API expressions', EXPRESSIONS, (text) => engine.parseHttpApiExpression(text).evaluate(sources())),
    suite('models', SCHEMAS, (text) => engine.compileModel(text).validate(DOCUMENTS[0])),
  ];
}

function sources() {
  const message = {
    header: () => ['h'],
    querystring: () => ['q'],
    path: () => 'p',
    fullPath: () => '/p',
    body: () => DOCUMENTS[0],
  };
  return {
    request: message,
    response: { ...message, statusCode: () => 200 },
    context: () => 'c',
    stageVariable: () => undefined,
  };
}
