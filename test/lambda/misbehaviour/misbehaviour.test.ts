/**
 * What a client sees of handlers that misbehave: the failure that AWS answers with (docs/aws/lambda.md#results-and-errors, docs/aws/lambda.md#errors-and-limits; an HTTP API answers each with 500,
 * docs/aws/lambda.md#http-proxy),
 * and that the next request is served, of this function and of another. A WebSocket stays open through all of it.
 */
import { expect, test } from 'vitest';
import { attackedEmulator, EXIT, expectAllTested, MEMORY, signal, status, TIMED_OUT } from './attacked-emulator.ts';
import type { Seen } from './attacked-emulator.ts';

const WAYS: readonly (readonly [name: string, seen: Seen])[] = [
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

/** What the runtime of Node 24 makes of it (docs/aws/lambda.md#handler-contract, docs/aws/lambda.md#serialisation, docs/aws/lambda.md#error-payload). */
const FROM_NODE_24: Readonly<Record<string, Seen>> = {
  throwsInTimer: [EXIT, status(1)],
  throwsInTick: [EXIT, status(1)],
  looseRejection: [EXIT, status(1)],
  neverSettles: [EXIT, /Runtime exited without providing a reason$/],
  bigint: ['Runtime.JSONStringifyError', /^Unable to stringify response body$/],
  cyclic: ['Runtime.JSONStringifyError', /^Unable to stringify response body$/],
  throwingJson: ['Runtime.JSONStringifyError', /^Unable to stringify response body$/],
  throwsNothing: ['undefined', /^undefined$/],
  // It is asked for its text, which throws: nothing catches that.
  throwsProxy: [EXIT, status(1)],
};
const isNewer = Number(process.versions.node.split('.')[0]) >= 24;

/** What takes the ground away from the runtime may cost its own event in one way or another, and no other event. */
const GROUNDLESS = ['breaksJson', 'pollutes'];

const seenOf = new Map(WAYS);
// Memory takes its time to fill.
const fills = (name: string): boolean => name === 'nestedWorkerMemory' || seenOf.get(name)?.[0] === MEMORY;
const { names, warnings, get, attack } = attackedEmulator('handlers', (name) => (fills(name) ? 25 : 1));

test.each(WAYS)('%s', (name, seen) => attack(name, isNewer ? (FROM_NODE_24[name] ?? seen) : seen));

test.each(GROUNDLESS)('%s costs no other event', async (name) => {
  await get(`${name}?bad`);
  expect(await get('other')).toEqual([200, 'other']);
});

expectAllTested(names, [...seenOf.keys(), ...GROUNDLESS]);

test('functions that got a process of their own are named once each', () => {
  const named = warnings.filter((message) => message.includes('runs in a process of its own'));
  expect(new Set(named).size).toBe(named.length);
  for (const name of ['changesFolder', 'changesMask', 'changesZone']) {
    expect(named.filter((message) => message.startsWith(`${name} `))).toHaveLength(1);
  }
});
