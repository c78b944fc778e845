import { startEmulator } from '../../../dist/index.js';

const KEYS = [
  'statusCode',
  'headers',
  'multiValueHeaders',
  'cookies',
  'body',
  'isBase64Encoded',
  'isAuthorized',
  'context',
  'principalId',
  'policyDocument',
  'usageIdentifierKey',
  'Version',
  'Statement',
  'Action',
  'Effect',
  'Resource',
  'Condition',
  '__proto__',
  'constructor',
  'a b',
  '',
];
const VALUES = [
  null,
  true,
  false,
  0,
  -1,
  200,
  99,
  204,
  599,
  1000,
  1.5,
  1e308,
  '',
  '200',
  'text',
  'a\r\nb: c',
  '\ud800',
  '\u0000',
  'é€😀',
  'Allow',
  'execute-api:Invoke',
  '*',
  '2012-10-17',
  'x'.repeat(20_000),
];
const DEEPEST = 5;

/** What functions and authorizers answer: each result has to become a response. */
export async function resultSuites(random) {
  let result;
  const defects = [];
  const authorizers = { all: { type: 'request', function: 'f', identitySource: ['$request.header.X-A'], ttl: 0 } };
  const emulator = await startEmulator({
    config: {
      functions: {
        f: { inline: 'exports.handler = async () => ({})' },
        ok: { inline: 'exports.handler = async () => ({})' },
      },
      apis: {
        web: {
          type: 'http',
          authorizers,
          routes: { 'GET /result': 'f', 'GET /guarded': { function: 'ok', authorizer: 'all' } },
        },
        old: {
          type: 'rest',
          stage: 'dev',
          authorizers: { all: { type: 'request', function: 'f', identitySource: 'method.request.header.X-A', ttl: 0 } },
          routes: { 'GET /result': 'f', 'GET /guarded': { function: 'ok', authorizer: 'all' } },
        },
      },
    },
    listen: false,
    watch: false,
    observer: { defect: (error) => defects.push(error) },
  });
  emulator.mock('f', async () => result);
  emulator.mock('ok', async () => ({ statusCode: 200 }));
  const suite = (name, api, path) => ({
    name,
    refusals: /^$/,
    make: () => valueOf(random, 0),
    async run(value) {
      result = value;
      const { statusCode } = await emulator.inject(api, { method: 'GET', path, headers: { 'x-a': '1' } });
      if (defects.length > 0) throw defects[0];
      if (!(statusCode >= 100 && statusCode < 1000)) throw new Error(`the status is ${statusCode}`);
    },
  });
  return {
    close: () => emulator.close(),
    suites: [
      suite('results, HTTP API', 'web', '/result'),
      suite('results, REST API', 'old', '/dev/result'),
      suite('results of authorizers, HTTP API', 'web', '/guarded'),
      suite('results of authorizers, REST API', 'old', '/dev/guarded'),
    ],
  };
}

function valueOf(random, depth) {
  const kind = random.below(depth === 0 ? 4 : 8);
  if (kind > 3 || depth === DEEPEST) return random.pick(VALUES);
  if (kind === 0) return Array.from({ length: random.below(4) }, () => valueOf(random, depth + 1));
  const members = Array.from({ length: random.below(6) }, () => [random.pick(KEYS), valueOf(random, depth + 1)]);
  const named = depth === 0 && random.chance(0.6) ? [['statusCode', random.pick(VALUES)], ...members] : members;
  const object = {};
  // As a parser makes it: `__proto__` is a member like others.
  for (const [key, value] of named) {
    Object.defineProperty(object, key, { value, enumerable: true, configurable: true, writable: true });
  }
  return object;
}
