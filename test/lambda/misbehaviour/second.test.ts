/**
 * More kinds of handlers that misbehave, as in `misbehaviour.test.ts`: signals, what V8 has once for a process, descriptors and folders that are
 * not their own, floods of output, children and threads, what is left behind after the answer, values that are no answers and no errors, and
 * changed globals. Expected are the failures of docs/aws/lambda.md#results-and-errors and docs/aws/lambda.md#errors-and-limits.
 */
import { expect, test } from 'vitest';
import {
  attackedEmulator,
  EXIT,
  expectAllTested,
  MEMORY,
  OUT_OF_MEMORY,
  signal,
  TIMED_OUT,
} from './attacked-emulator.ts';
import type { Seen } from './attacked-emulator.ts';

const UNSERIALISABLE = ['Error', /^Unable to stringify response body$/] as const;
const NEVER_SETTLED = ['Runtime.NodeJsExit', /a Promise that was never settled/] as const;
const UNREADABLE = ['handled', /^callback called with Error argument, but there was a problem/] as const;

const WAYS: readonly (readonly [name: string, seen: Seen])[] = [
  // Signals.
  ['killRealParent', ['Error', /^kill EPERM$/]],
  ['segfaults', [EXIT, signal('segmentation fault')]],
  ['stopsItself', TIMED_OUT],
  ['handlesSignal', 'SIGTERM'],
  ['ignoredSignals', 'went on'],
  ['stopsFromChild', '{"type":"Buffer","data":[]}'],
  // Of the process.
  ['abortsNatively', [EXIT, signal('trace/breakpoint trap')]],
  ['setsFlags', 'function'],
  ['webAssembly', ['RuntimeError', /^unreachable$/]],
  ['webAssemblyMemory', OUT_OF_MEMORY],
  ['sharedMemory', OUT_OF_MEMORY],
  ['tooLargeBuffer', ['RangeError', /^Array buffer allocation failed$/]],
  ['readsZeros', OUT_OF_MEMORY],
  ['asyncRecursion', OUT_OF_MEMORY],
  ['connectsToMain', ['Error', /^Current thread is not a worker$/]],
  // Descriptors, folders, output.
  ['opensManyFiles', ['Error', /^EMFILE: too many open files, open '\/dev\/null'$/]],
  ['wrapsDescriptors', 'went on'],
  ['writesFilesByNumber', 'went on'],
  ['readsFilesByNumber', 'went on'],
  ['givesDescriptorsToChild', 'went on'],
  ['readsInput', '0'],
  ['readsInputAtOnce', '0'],
  ['removesTemporary', 'went on'],
  ['removesAllTemporary', 'went on'],
  ['removedFolder', 'ENOENT'],
  ['blocksInOpen', TIMED_OUT],
  ['blocksInChild', TIMED_OUT],
  ['writesMuch', 'went on'],
  ['childWritesMuch', 'went on'],
  ['childWritesForGood', 'went on'],
  ['writesNulls', 'true'],
  // Children, threads, ports.
  ['manyChildren', 'went on'],
  ['manyThreads', 'went on'],
  ['threadLoops', 'went on'],
  ['threadThrows', ['RangeError', /^in a thread$/]],
  ['threadFills', OUT_OF_MEMORY],
  ['threadOfThreadFills', OUT_OF_MEMORY],
  ['threadKills', [EXIT, signal('killed')]],
  ['threadClosesDescriptors', [EXIT, /Error: Runtime exited with error: /]],
  ['forksCluster', 'went on'],
  ['forksItself', 'went on'],
  ['sendsMuch', 'went on'],
  ['noSuchProgram', ['Error', /^spawn no-such-program ENOENT$/]],
  ['takesPort', ['Error', /^listen EADDRINUSE: address already in use/]],
  ['callsItself', TIMED_OUT],
  ['floods', '1'],
  // After the answer.
  ['loopsAfter', 'went on'],
  ['microtasksAfter', 'went on'],
  ['waitsAfter', 'went on'],
  ['throwsAfter', 'went on'],
  ['rejectsAfter', 'went on'],
  ['rejectsAtOnce', 'went on'],
  ['throwsBetween', 'went on'],
  ['fillsAfter', 'went on'],
  ['logsAfter', 'went on'],
  // What the runtime hears, or not.
  ['swallowsExceptions', ['RangeError', /^heard all the same$/]],
  ['onlySwallows', 'went on'],
  ['captures', 'went on'],
  ['throwsAtExit', ['Error', /^at exit$/]],
  ['changesExitCode', [EXIT, /exit status 9$/]],
  ['setsExitCode', 'went on'],
  ['keepsAlive', NEVER_SETTLED],
  // Answers that are none.
  ['resultProxy', ['Error', /^no member$/]],
  ['resultGetter', UNSERIALISABLE],
  ['resultLoops', TIMED_OUT],
  ['resultEndless', UNSERIALISABLE],
  ['resultThen', ['Error', /^no promise$/]],
  ['resultThenForGood', NEVER_SETTLED],
  ['resultDeep', UNSERIALISABLE],
  ['resultSymbol', ['TypeError', /^Wrong arguments$/]],
  ['resultFunction', ['TypeError', /^Wrong arguments$/]],
  ['resultOneMore', ['Function.ResponseSizeTooLarge', /^Response payload size exceeded maximum/]],
  // Errors that are none, or cannot be read.
  ['throwsNull', ['string', /^handled$/]],
  ['throwsSymbol', ['TypeError', /^Cannot convert a Symbol value to a string$/]],
  ['throwsFrozen', ['RangeError', /^frozen$/]],
  ['throwsGetters', UNREADABLE],
  ['throwsCyclic', ['Error', /^cyclic$/]],
  ['throwsBigint', ['Error', /^with a number$/]],
  ['throwsHuge', ['Error', /^e{2000000}$/]],
  ['throwsLoop', TIMED_OUT],
  ['throwsManyCauses', ['Error', /^cause 9999$/]],
  ['throwsClass', ['function', /^class Thrown extends Error/]],
  ['throwsNullPrototype', ['TypeError', /^Cannot convert object to primitive value$/]],
  ['throwsRevoked', ['TypeError', /^Cannot perform 'getPrototypeOf' on a proxy that has been revoked$/]],
  // Globals.
  ['breaksArray', 'went on'],
  ['breaksPromise', 'went on'],
  ['breaksMap', 'went on'],
  ['breaksText', 'went on'],
  ['breaksObject', 'went on'],
  ['breaksAtomics', 'went on'],
  ['breaksRegExp', 'went on'],
  ['breaksTick', 'went on'],
  ['breaksStreams', 'went on'],
  ['breaksMemory', 'went on'],
  ['breaksListeners', 'went on'],
  ['freezesAll', 'went on'],
  ['noStackTraces', ['Error', /^short$/]],
  ['emptiesVariables', 'went on'],
  ['replacesVariables', 'went on'],
  ['fillsVariables', 'went on'],
  ['breaksModules', 'went on'],
  ['registersHooks', 'went on'],
  ['replacesContext', 'went on'],
  ['longRegExp', TIMED_OUT],
];

/** What takes the ground away from the runtime may cost its own event in one way or another, and no other function's. */
const GROUNDLESS = ['breaksIteration', 'breaksThen', 'breaksCall', 'breaksDate'];

const seenOf = new Map(WAYS);
/** Seconds. Memory takes its time to fill; what is left behind is noticed after a second. */
function timeoutOf(name: string): number {
  if (seenOf.get(name)?.[0] === MEMORY) return 25;
  return seenOf.get(name) === TIMED_OUT ? 1 : 10;
}

const { names, get, attack } = attackedEmulator('second-handlers', timeoutOf);

test.each(WAYS)('%s', attack, 40_000);

test.each(GROUNDLESS)('%s costs no other function anything', async (name) => {
  await get(`${name}?bad`);
  expect(await get('other')).toEqual([200, 'other']);
});

expectAllTested(names, [...seenOf.keys(), ...GROUNDLESS]);
