/**
 * Small things that AWS's runtime interface client for Node 20 and 22 (aws-lambda-ric 3.3.0, its source read) does in its own way, seen by
 * handlers. The newer client, of Node 24, has rows of its own where it differs.
 */
import { describe, expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

const SOURCE = `
import vm from 'node:vm';
export const receiver = async function () { return typeof this; };
export const logsNothing = async () => { console.log(); };
export const otherRealm = async () => { throw vm.runInNewContext('new RangeError("from elsewhere")'); };
export const withoutStack = async () => { const error = new Error('bare'); error.stack = undefined; throw error; };
export const likeAnError = async () => { throw { name: 'Custom', message: 'like one', stack: 'a stack' }; };
export const onlyPrototype = async () => { throw Object.create(Error.prototype, { message: { value: 'made' } }); };
export const ownName = async () => { const error = new Error('named'); error.name = 'Mine'; throw error; };
`;
const names = [...SOURCE.matchAll(/export const (\w+)/g)].map((match) => match[1] ?? '');
const start = () =>
  serviceOf({ 'c.mjs': SOURCE }, Object.fromEntries(names.map((name) => [name, { handler: `c.${name}` }])));
const older = Number(process.versions.node.split('.')[0]) < 24;

describe.runIf(older)('AWS’s client up to Node 22', () => {
  test('a handler is called as a method of an object, in ES modules too', async () => {
    const { result } = await start();
    expect(await result('receiver')).toBe('object');
  });

  test('console.log() of nothing is undefined', async () => {
    const { invoke, logs } = await start();
    await invoke('logsNothing');
    expect(logs[0]?.line).toMatch(/\tINFO\tundefined$/);
  });

  test.each([
    ['otherRealm', { errorType: 'RangeError', errorMessage: 'from elsewhere' }],
    ['likeAnError', { errorType: 'Custom', errorMessage: 'like one', trace: ['a stack'] }],
    ['ownName', { errorType: 'Mine', errorMessage: 'named' }],
  ])('%s is an error', async (name, expected) => {
    const { result } = await start();
    expect(await result(name)).toMatchObject(expected);
  });

  test('an error whose stack is not text cannot be reported, and has no trace', async () => {
    const { result } = await start();
    expect(await result('withoutStack')).toEqual({
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    });
  });

  test('an object that only has the prototype of an error is not an error', async () => {
    const { result } = await start();
    expect(await result('onlyPrototype')).toEqual({ errorType: 'object', errorMessage: 'Error: made', trace: [] });
  });

  test.each(['TEXT', 'JSON'])(
    'an error of the client itself has no member name in its log line (%s)',
    async (format) => {
      const { invoke, logs } = await serviceOf(
        { 'c.mjs': 'export const other = 1; throw Object.assign(new SyntaxError("no"), { extra: 1 });' },
        { f: { handler: 'c.handler', environment: { AWS_LAMBDA_LOG_FORMAT: format } } },
      );
      await invoke('f');
      const line = logs.find(({ level }) => level === 'ERROR')?.line ?? '';
      expect(line).toContain('UserCodeSyntaxError');
      expect(line).not.toContain('"name"');
    },
  );
});
