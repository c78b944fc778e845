/**
 * What a client sees of handlers that misbehave: the failure that AWS answers with (docs/aws/lambda.md#results-and-errors, docs/aws/lambda.md#errors-and-limits; an HTTP API answers each with 500,
 * docs/aws/lambda.md#http-proxy),
 * and that the next request is served, of this function and of another. A WebSocket stays open through all of it.
 */
import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator } from '../../../src/emulator.ts';
import type { Emulator } from '../../../src/emulator.ts';

const HANDLERS = new URL('handlers.mjs', import.meta.url);

const EXIT = 'Runtime.ExitError';
const MEMORY = 'Runtime.OutOfMemory';
const signal = (name: string): RegExp => new RegExp(`Error: Runtime exited with error: signal: ${name}$`);
const status = (code: number): RegExp => new RegExp(`Error: Runtime exited with error: exit status ${code}$`);
const TIMED_OUT = ['Sandbox.Timedout', /Task timed out after 1\.00 seconds$/] as const;

/** What the function's error is; a text is the body of a good answer. */
const WAYS: readonly (readonly [name: string, seen: string | readonly [errorType: string, message: RegExp]])[] = [
  ['exit0', [EXIT, /Runtime exited without providing a reason$/]],
  ['exit3', [EXIT, status(3)]],
  ['exitInTimer', [EXIT, status(5)]],
  ['reallyExit', [EXIT, status(4)]],
  ['abort', [EXIT, signal('aborted')]],
  ['killSelf', [EXIT, signal('terminated')]],
  ['killSelfAsText', [EXIT, signal('killed')]],
  ['killGroup', [EXIT, signal('terminated')]],
  ['killGroupByNumber', [EXIT, signal('killed')]],
  ['killAll', [EXIT, signal('terminated')]],
  ['rawKill', [EXIT, signal('terminated')]],
  ['killParent', ['Error', /^kill EPERM$/]],
  ['killFromChild', [EXIT, signal('killed')]],
  ['killGroupFromChild', [EXIT, signal('killed')]],
  ['throwsInTimer', ['RangeError', /^in a timer$/]],
  ['throwsInTick', ['TypeError', /^in a tick$/]],
  ['looseRejection', ['Runtime.UnhandledPromiseRejection', /^Error: loose$/]],
  ['exitHandlerLoops', TIMED_OUT],
  ['loops', TIMED_OUT],
  ['loopsInMicrotasks', TIMED_OUT],
  ['sleepsForGood', TIMED_OUT],
  ['slowExpression', TIMED_OUT],
  ['neverSettles', ['Runtime.NodeJsExit', /a Promise that was never settled/]],
  ['recursion', ['RangeError', /^Maximum call stack size exceeded$/]],
  ['manyObjects', [MEMORY, signal('killed')]],
  ['growingMap', [MEMORY, signal('killed')]],
  ['filledArray', [MEMORY, signal('killed')]],
  ['longText', [MEMORY, signal('killed')]],
  ['tooLongText', ['RangeError', /^Invalid string length$/]],
  ['hugeTree', [MEMORY, signal('killed')]],
  ['buffers', [MEMORY, signal('killed')]],
  ['buffersInTurns', [MEMORY, signal('killed')]],
  ['nestedWorkerMemory', ['Error', /heap out of memory|memory limit/]],
  ['logsForGood', TIMED_OUT],
  ['logsMuch', 'went on'],
  ['bigint', ['Error', /^Unable to stringify response body$/]],
  ['cyclic', ['Error', /^Unable to stringify response body$/]],
  ['throwingJson', ['Error', /^Unable to stringify response body$/]],
  ['tooLarge', ['Function.ResponseSizeTooLarge', /^Response payload size exceeded maximum/]],
  ['throwsNothing', ['string', /^handled$/]],
  ['throwsProxy', ['Error', /^trap$/]],
  ['forges', 'went on'],
  ['closesPort', 'went on'],
  ['sends', 'went on'],
  ['destroysHandles', 'went on'],
  ['closesDescriptors', 'went on'],
  ['writesToDescriptors', 'went on'],
  ['readsDescriptors', 'went on'],
  ['connectsToEmulator', 'went on'],
  ['endsOutput', 'went on'],
  ['breaksBuffer', 'went on'],
  ['breaksTimers', 'went on'],
  ['breaksEmitter', 'went on'],
  ['breaksSockets', 'went on'],
  ['breaksFs', 'went on'],
  ['breaksProcess', 'went on'],
  ['breaksStacks', ['handled', /^callback called with Error argument, but there was a problem/]],
  ['breaksConsole', 'went on'],
  ['leavesTimer', 'went on'],
  ['leavesServer', 'went on'],
  ['leavesChild', 'went on'],
  ['leavesWorker', 'went on'],
  ['exitsLater', 'went on'],
  ['changesFolder', '/'],
  ['changesMask', '77'],
  ['changesZone', '9'],
  ['snapshots', 'went on'],
];

/** What takes the ground away from the runtime may cost its own event in one way or another, and no other event. */
const GROUNDLESS = ['breaksJson', 'pollutes'];

const names = [...readFileSync(HANDLERS, 'utf8').matchAll(/export const (\w+)/g)].map((match) => match[1] ?? '');
const warnings: string[] = [];
let emulator: Emulator;
let socket: WebSocket;

beforeAll(async () => {
  const seenOf = new Map(WAYS);
  // Memory takes its time to fill.
  const fills = (name: string): boolean => name === 'nestedWorkerMemory' || seenOf.get(name)?.[0] === MEMORY;
  const handler = (name: string) => ({ handler: `handlers.${name}`, timeout: fills(name) ? 25 : 1 });
  emulator = await startEmulator({
    cwd: new URL('.', import.meta.url).pathname,
    config: {
      admin: false,
      // So many that no function's environment has to make room for another's in the middle of a test.
      maxWarm: 200,
      functions: Object.fromEntries(names.map((name) => [name, handler(name)])),
      apis: {
        web: { type: 'http', routes: Object.fromEntries(names.map((name) => [`GET /${name}`, name])) },
        chat: {
          type: 'websocket',
          stage: 'dev',
          routeSelectionExpression: '$request.body.action',
          routes: { $default: { function: 'echo', routeResponse: true } },
        },
      },
    },
    port: 0,
    watch: false,
    observer: { warning: (message) => warnings.push(message) },
  });
  socket = new WebSocket(emulator.url('chat'));
  await once(socket, 'open');
}, 60_000);

afterAll(async () => {
  socket.close();
  await emulator.close();
});

async function get(path: string): Promise<[status: number, body: string]> {
  const response = await fetch(`${emulator.url('web')}/${path}`);
  return [response.status, await response.text()];
}

async function others(name: string): Promise<void> {
  expect(await get('other')).toEqual([200, 'other']);
  expect(await get(name)).toEqual([200, 'fine']);
}

test.each(WAYS)('%s', async (name, seen) => {
  const answer = await get(`${name}?bad`);
  if (typeof seen === 'string') expect(answer).toEqual([200, seen]);
  else {
    const [type, message] = seen;
    expect(answer).toEqual([500, '{"message":"Internal Server Error"}']);
    const { result } = (await emulator.exchanges({ api: 'web' })).at(-1) ?? {};
    expect(result).toMatchObject({
      errorType: type,
      errorMessage: expect.stringMatching(message) as string,
    });
  }
  await others(name);
});

test.each(GROUNDLESS)('%s costs no other event', async (name) => {
  await get(`${name}?bad`);
  expect(await get('other')).toEqual([200, 'other']);
});

test('every handler here has its test', () => {
  const tested = [...WAYS.map(([name]) => name), ...GROUNDLESS, 'other', 'echo'];
  expect(names.toSorted()).toEqual(tested.toSorted());
});

test('the socket that was opened before all this is open, and answers', async () => {
  expect(socket.readyState).toBe(WebSocket.OPEN);
  socket.send('after all');
  const [data] = (await once(socket, 'message')) as [Buffer];
  expect(data.toString()).toBe('after all');
});

test('functions that got a process of their own are named once each', () => {
  const named = warnings.filter((message) => message.includes('runs in a process of its own'));
  expect(new Set(named).size).toBe(named.length);
  for (const name of ['changesFolder', 'changesMask', 'changesZone']) {
    expect(named.filter((message) => message.startsWith(`${name} `))).toHaveLength(1);
  }
});
