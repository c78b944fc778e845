/** What is said of results that are hardly meant, and the error that goes with the runtime's error lines. */
import { expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

async function run(body: string, event: unknown = {}) {
  const under = await serviceOf({ 'a.mjs': body }, { a: { handler: 'a.handler' } });
  const { requestId, report } = await under.invoke('a', event);
  return { logs: under.logs, requestId, lines: report.logLines() };
}
const isOld = Number(process.versions.node.split('.')[0]) < 24;

test('a web Response is advised against, and is not part of the function’s log', async () => {
  const { logs, lines, requestId } = await run('export const handler = async () => new Response("x");');
  const advice = logs.filter((record) => record.advice === true);
  expect(advice.map((record) => [record.requestId, record.line.split('.')[0]])).toEqual([
    [requestId, 'The handler returned a web Response'],
  ]);
  expect(lines.join('\n')).not.toContain('web Response');
});

test.runIf(isOld)('a callback in an async handler is advised against', async () => {
  const { logs } = await run(
    'export const handler = async (event, context, callback) => { setTimeout(callback, 5, null, 1); };',
  );
  expect(logs.some(({ advice, line }) => advice === true && line.includes('the callback is ignored'))).toBe(true);
});

test.runIf(isOld)('a promise that never settles and a handler without an answer get different advice', async () => {
  const never = await run('export const handler = () => new Promise(() => {});');
  expect(never.logs.find(({ advice }) => advice === true)?.line).toContain('never settles');
  const nothing = await run('export const handler = () => 7;');
  expect(nothing.logs.find(({ advice }) => advice === true)?.line).toContain('ended without an answer');
});

test('a usual response is not commented on', async () => {
  const { logs } = await run('export const handler = async () => ({ statusCode: 200 });');
  expect(logs).toEqual([]);
});

test('the error line carries cause and errors, which JSON loses', async () => {
  const { logs } = await run(
    'export const handler = async () => { throw new AggregateError([new RangeError("r")], "all", { cause: new Error("why") }); };',
  );
  const thrown = logs.find((record) => record.thrown !== undefined)?.thrown;
  expect(thrown).toMatchObject({
    what: 'Invoke Error',
    error: {
      name: 'AggregateError',
      message: 'all',
      errors: [{ name: 'RangeError', message: 'r' }],
      cause: { message: 'why' },
    },
  });
  expect(thrown?.error.frames[0]).toMatch(/^ {4}at /);
});

test('an error at import says so', async () => {
  const { logs } = await run('throw new Error("no table");');
  expect(logs.find((record) => record.thrown !== undefined)?.thrown).toMatchObject({
    atImport: true,
    error: { message: 'no table' },
  });
});

test.each([
  ['throw { code: 7, inner: { a: [1] } }', { name: 'object', message: '{ code: 7, inner: { a: [ 1 ] } }' }],
  ['throw function boom() {}', { name: 'function', message: '[Function: boom]' }],
  ['throw undefined', { name: 'undefined', message: '' }],
  ['throw null', { name: 'null', message: '' }],
  ['throw "text"', { name: 'string', message: 'text' }],
])('%s is shown as it was written', async (statement, error) => {
  const { logs } = await run(`export const handler = async () => { ${statement}; };`);
  expect(logs.find((record) => record.thrown !== undefined)?.thrown?.error).toMatchObject(error);
});

test.runIf(isOld)(
  'a handler that is not async and throws undefined is told that Lambda takes it for a success',
  async () => {
    const { logs } = await run('export const handler = () => { throw undefined; };');
    expect(logs.find(({ advice }) => advice === true)?.line).toContain('The handler threw undefined');
  },
);
