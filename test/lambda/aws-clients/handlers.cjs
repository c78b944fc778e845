/* oxlint-disable -- handlers of every form, good and bad */
// One handler for each form that handlers have; the event says what it is to answer, throw, log or do.
const vm = require('node:vm');

class Custom extends Error {
  constructor(message) {
    super(message);
    this.name = 'Custom';
    this.detail = { a: [1] };
  }
}
class Plain extends Error {}

const RESULTS = {
  object: () => ({ statusCode: 200, body: 'ok' }),
  nested: () => ({ a: { b: [1, null, undefined, () => 1, Symbol('s')], u: undefined } }),
  text: () => 'text "with" \u2028 signs',
  empty: () => '',
  number: () => 4.5,
  zero: () => 0,
  notANumber: () => NaN,
  infinite: () => Infinity,
  negativeZero: () => -0,
  yes: () => true,
  no: () => false,
  nothing: () => null,
  none: () => undefined,
  symbol: () => Symbol('s'),
  function: () => () => 1,
  array: () => [1, , 'x'],
  date: () => new Date(0),
  invalidDate: () => new Date(NaN),
  map: () => new Map([[1, 2]]),
  set: () => new Set([1]),
  bytes: () => Buffer.from('ab'),
  typed: () => new Uint8Array([1, 2]),
  bigint: () => 1n,
  nestedBigint: () => ({ n: 1n }),
  cyclic: () => {
    const a = {};
    a.a = a;
    return a;
  },
  jsonThrows: () => ({
    toJSON() {
      throw new TypeError('no JSON');
    },
  }),
  jsonText: () => ({ toJSON: () => 'as text' }),
  jsonNone: () => ({ toJSON: () => undefined }),
  getterThrows: () => ({
    get a() {
      throw new Error('no a');
    },
  }),
  error: () => new Error('as a result'),
  regexp: () => /a/,
  boxed: () => new String('boxed'),
  nullPrototype: () => Object.assign(Object.create(null), { a: 1 }),
  surrogate: () => '\ud800',
  proxy: () => new Proxy({ a: 1 }, {}),
  promise: () => Promise.resolve('late'),
  thenable: () => ({ then: (resolve) => resolve('then') }),
  response: () => new Response('x'),
  large: () => 'x'.repeat(100000),
  deep: () => JSON.parse('['.repeat(500) + ']'.repeat(500)),
};
const ERRORS = {
  error: () => new Error('plain'),
  type: () => new TypeError('a type'),
  range: () => new RangeError(''),
  syntax: () => new SyntaxError('not at load'),
  custom: () => new Custom('own'),
  subclass: () => new Plain('sub'),
  code: () => Object.assign(new Error('with code'), { code: 'E_CODE', errno: -2 }),
  cause: () => new Error('outer', { cause: new TypeError('inner') }),
  aggregate: () => new AggregateError([new Error('one'), new Error('two')], 'both'),
  frozen: () => Object.freeze(new Error('frozen')),
  properties: () => Object.assign(new Error('props'), { a: 1, b: { c: new Error('below') }, message2: 'x' }),
  renamed: () => Object.assign(new Error('renamed'), { name: 'Renamed' }),
  emptyName: () => Object.assign(new Error('no name'), { name: '' }),
  namedNumber: () => Object.assign(new Error('number'), { name: 5 }),
  messageObject: () => Object.assign(new Error('x'), { message: { a: 1 } }),
  messageNone: () => Object.assign(new Error('x'), { message: undefined }),
  control: () => Object.assign(new Error('del \u007f here'), { name: 'Del\u007f' }),
  lines: () => new Error('first\nsecond\n    at third'),
  noStack: () => Object.assign(new Error('bare'), { stack: undefined }),
  stackText: () => Object.assign(new Error('own stack'), { stack: 'one line' }),
  stackNumber: () => Object.assign(new Error('number stack'), { stack: 7 }),
  cyclic: () => {
    const e = new Error('cyclic');
    e.self = e;
    return e;
  },
  bigint: () => Object.assign(new Error('big'), { n: 1n }),
  withJson: () => Object.assign(new Error('json'), { toJSON: () => ({ json: true }) }),
  otherRealm: () => vm.runInNewContext('new TypeError("elsewhere")'),
  like: () => ({ name: 'Like', message: 'an error', stack: 'Like: an error\n    at x' }),
  likeLess: () => ({ message: 'only a message' }),
  made: () => Object.create(Error.prototype, { message: { value: 'made' } }),
  text: () => 'a text',
  emptyText: () => '',
  number: () => 42,
  zero: () => 0,
  no: () => false,
  object: () => ({ a: 1 }),
  array: () => [1, 2],
  nothing: () => null,
  none: () => undefined,
  bigintItself: () => 10n,
  function: () => function named() {},
  date: () => new Date(0),
  dom: () => new DOMException('aborted', 'AbortError'),
  abort: () => AbortSignal.abort().reason,
  getters: () =>
    Object.defineProperty(new Error('x'), 'message', {
      get() {
        throw new Error('none');
      },
    }),
};
const LOGS = {
  nothing: () => console.log(),
  text: () => console.log('text'),
  several: () => console.log('a', 1, null, undefined, true, { a: 1 }, [1]),
  format: () => console.log('%s is %d and %j %o %%', 'x', 1.5, { a: 1 }, [1]),
  percent: () => console.log('100% of %s'),
  levels: () => {
    console.trace('t');
    console.debug('d');
    console.info('i');
    console.warn('w');
    console.error('e');
    console.fatal?.('f');
  },
  object: () => console.log({ a: { b: { c: { d: 1 } } } }),
  message: () => console.info({ message: 'inside', level: 'own' }),
  error: () => console.error(new TypeError('logged')),
  errorAndText: () => console.error('it was', new Custom('logged'), 'indeed'),
  lines: () => console.log('one\ntwo\n'),
  empty: () => console.log(''),
  symbol: () => console.log(Symbol('s')),
  bigint: () => console.log(1n),
  bigintInside: () => console.log({ n: 1n }),
  cyclic: () => {
    const a = { name: 'a' };
    a.a = a;
    console.log(a);
  },
  function: () => console.log(function named() {}),
  map: () => console.log(new Map([['a', { b: 1 }]])),
  none: () => console.log(undefined),
  number: () => console.log(5),
  date: () => console.log(new Date(0)),
  wide: () => console.log('ä€𝄞'),
  table: () => console.log([{ a: 1 }, { a: 2 }]),
};
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
const fails = (what) => {
  throw what;
};
const DEEDS = {
  exit: () => process.exit(3),
  exitZero: () => process.exit(0),
  throwsInTimer: () => new Promise(() => setTimeout(() => fails(new RangeError('in a timer')), 1)),
  throwsTextInTimer: () => new Promise(() => setTimeout(() => fails('a text'), 1)),
  looseRejection: () => new Promise(() => void Promise.reject(new TypeError('loose'))),
  looseText: () => new Promise(() => void Promise.reject('loose text')),
  looseNothing: () => new Promise(() => void Promise.reject()),
  rejectionAtOnce: () => (void Promise.reject(new Error('with the answer')), 'answered'),
  throwsAfterwards: async () => {
    setImmediate(() => fails(new Error('afterwards')));
    return 'answered';
  },
  neverSettles: () => new Promise(() => undefined),
  handledLater: async () => {
    const p = Promise.reject(new Error('x'));
    await null;
    await null;
    p.catch(() => 0);
    return 'handled';
  },
  recursion: () => {
    const deeper = () => deeper() + 1;
    return deeper();
  },
  slow: () => pause(20).then(() => 'slow'),
  removesListeners: () => {
    process.removeAllListeners('uncaughtException');
    return 'removed';
  },
  ownListener: () => {
    process.once('unhandledRejection', () => undefined);
    return new Promise(() => void Promise.reject(new Error('both hear')));
  },
};

function act({ kind, name }) {
  if (kind === 'result') return { value: RESULTS[name]() };
  if (kind === 'error') return { error: ERRORS[name]() };
  if (kind === 'log') return { value: LOGS[name]() };
  return { value: DEEDS[name]() };
}
const orThrow = (done) => {
  if ('error' in done) throw done.error;
  return done.value;
};

exports.cases = {
  result: Object.keys(RESULTS),
  error: Object.keys(ERRORS),
  log: Object.keys(LOGS),
  deed: Object.keys(DEEDS),
};
exports.asynchronous = async (event) => orThrow(act(event));
exports.promising = (event) => Promise.resolve().then(() => orThrow(act(event)));
exports.synchronous = (event) => orThrow(act(event));
exports.calling = (event, context, callback) => {
  const done = act(event);
  callback(...('error' in done ? [done.error] : [null, done.value]));
};
exports.callingLate = (event, context, callback) => {
  const done = act(event);
  context.callbackWaitsForEmptyEventLoop = false;
  setTimeout(() => callback(...('error' in done ? [done.error] : [null, done.value])), 1);
};
exports.callingTwice = (event, context, callback) => {
  const done = act(event);
  callback(...('error' in done ? [done.error] : [null, done.value]));
  callback(null, 'second');
};
exports.succeeding = (event, context) => {
  const done = act(event);
  if ('error' in done) context.fail(done.error);
  else context.succeed(done.value);
};
exports.doing = (event, context) => {
  const done = act(event);
  context.done(...('error' in done ? [done.error] : [null, done.value]));
};
exports.both = async (event, context, callback) => {
  const done = act(event);
  callback(...('error' in done ? [done.error] : [null, done.value]));
  return 'returned';
};
exports.context = async (event, context) => ({
  keys: Object.keys(context),
  own: typeof this,
  has: typeof context.getRemainingTimeInMillis(),
  json: JSON.stringify(context)
    .replace(/judged-\w+/g, 'NAME')
    .replace(/\[\$LATEST\]\w+/, 'STREAM'),
  globals: Object.keys(globalThis.awslambda ?? {}),
});
exports.streaming = globalThis.awslambda.streamifyResponse(async (event, out) => {
  if (event.name === 'typed') out.setContentType('text/x');
  if (event.name === 'prelude')
    out = globalThis.awslambda.HttpResponseStream.from(out, { statusCode: 201, headers: { a: 'b' } });
  if (event.name === 'first') throw new TypeError('before the first byte');
  out.write('some ');
  if (event.name === 'objects') out.write({ a: 1 });
  if (event.name === 'bytes') out.write(Buffer.from('bytes'));
  if (event.name === 'midway') {
    await pause(20);
    throw new TypeError('midway');
  }
  if (event.name === 'destroyed') {
    await pause(20);
    out.destroy(new Error('destroyed'));
    return;
  }
  if (event.name === 'lateType') out.setContentType('too/late');
  out.end('end');
  if (event.name === 'afterEnd') out.write('more');
  return 'ignored';
});
exports.value = { not: 'a function' };
exports.class = class {};
exports.generator = function* () {
  yield 1;
};
exports.asyncGenerator = async function* () {
  yield 1;
};
exports.deep = { er: { handler: async () => 'deep' } };
exports.bound = async function () {
  return [...arguments].length;
}.bind(null);
exports.arity0 = function () {
  return Promise.resolve(arguments.length);
};
