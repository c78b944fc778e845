/**
 * Functions that fail while they are loaded: docs/aws/lambda.md#handler-string for what the runtime reports, docs/aws/lambda.md#errors-and-limits for what the
 * platform does. Each is loaded twice, the second time inside the invocation.
 */
import { describe, expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';

const OLDER = Number(process.versions.node.split('.')[0]) < 24;

type Expected = readonly [errorType: string, errorMessage: string | RegExp];

const exit = (reason: string): Expected => [
  'Runtime.ExitError',
  new RegExp(`^RequestId: [0-9a-f-]{36} Error: ${reason}$`),
];

/** aws-lambda-ric 3.3, `toRapidResponse`: what it says of a thrown value that it cannot read. */
const UNREADABLE: Expected = [
  'handled',
  /^callback called with Error argument, but there was a problem while retrieving/,
];

const KINDS: readonly (readonly [what: string, source: string, expected: Expected])[] = [
  ['process.exit(0)', 'process.exit(0);', exit('Runtime exited without providing a reason')],
  ['process.exit(3)', 'process.exit(3);', exit('Runtime exited with error: exit status 3')],
  ['a signal', 'process.kill(process.pid, "SIGTERM");', exit('Runtime exited with error: signal: terminated')],
  ['an error', 'throw Object.assign(new RangeError("too far"), { code: 7 });', ['RangeError', 'too far']],
  ['a thrown text', 'throw "a text";', ['string', 'a text']],
  ['a thrown number', 'throw 42;', ['number', '42']],
  ['a thrown object', 'throw { reason: 1 };', ['object', '[object Object]']],
  ['nothing thrown', 'throw undefined;', OLDER ? UNREADABLE : ['undefined', 'undefined']],
  ['a rejected await', 'await Promise.reject(new TypeError("rejected"));', ['TypeError', 'rejected']],
  [
    'an await without end',
    'await new Promise(() => {});',
    exit(OLDER ? 'Runtime exited with error: exit status 13' : 'Runtime exited without providing a reason'),
  ],
  [
    'a loose rejection',
    'void Promise.reject(new Error("loose")); await new Promise((r) => setTimeout(r, 50));',
    OLDER ? ['Runtime.UnhandledPromiseRejection', 'Error: loose'] : exit('Runtime exited with error: exit status 1'),
  ],
  [
    'an error in a timer',
    'setTimeout(() => { throw new RangeError("late"); }, 1); await new Promise((r) => setTimeout(r, 50));',
    OLDER ? ['RangeError', 'late'] : exit('Runtime exited with error: exit status 1'),
  ],
  [
    'no memory',
    'const all = []; for (;;) all.push(new Array(1e5).fill({}));',
    ['Runtime.OutOfMemory', /signal: killed$/],
  ],
  ['recursion', 'const again = () => again() + 1; again();', ['RangeError', 'Maximum call stack size exceeded']],
  ['no export', 'export const other = 1;', ['Runtime.HandlerNotFound', 'f.handler is undefined or not exported']],
  [
    'a default export only',
    'export default { other: 1 };',
    ['Runtime.HandlerNotFound', 'f.handler is undefined or not exported'],
  ],
  [
    'an export that is no function',
    'export const handler = { run() {} };',
    ['Runtime.HandlerNotFound', 'f.handler is not a function'],
  ],
  [
    'a mistake in the syntax',
    'export const handler = async () => { return 1 +; };',
    ['Runtime.UserCodeSyntaxError', /^SyntaxError: /],
  ],
  ['a mistake in what is imported', 'await import("./broken.mjs");', ['Runtime.UserCodeSyntaxError', /^SyntaxError: /]],
  [
    'a name that an import lacks',
    'import { nothing } from "./part.mjs"; export const handler = nothing;',
    ['Runtime.UserCodeSyntaxError', /^SyntaxError: /],
  ],
  [
    'a reference before its time',
    'export const handler = early; const early = 1;',
    ['ReferenceError', /before initialization$/],
  ],
];

const PARTS = { 'broken.mjs': 'export const = 1;', 'part.mjs': 'export const something = 1;' };

describe.each(['thread', 'process'] as const)('in a %s', (isolation) => {
  test.each(KINDS)('%s', async (_what, source, [errorType, errorMessage]) => {
    const { result, invoke } = await serviceOf(
      { ...PARTS, 'f.mjs': source, 'other.mjs': 'export const handler = async () => "other";' },
      { f: { handler: 'f.handler', isolation }, other: { handler: 'other.handler' } },
    );
    const error = (await result('f')) as { readonly errorType: string; readonly errorMessage: string };
    expect([error.errorType, error.errorMessage]).toEqual([errorType, expect.stringMatching(errorMessage)]);
    expect((await invoke('other')).payload).toBe('"other"');
    expect(((await result('f')) as { readonly errorType: string }).errorType).toBe(errorType);
  });

  test('a loop without end', async () => {
    const { invoke, logs } = await serviceOf(
      { 'f.mjs': 'if (process.env.LOOPS) for (;;); export const handler = async () => "fine";' },
      {
        f: { handler: 'f.handler', isolation, timeout: 1, environment: { LOOPS: '1' } },
        g: { handler: 'f.handler', isolation },
      },
      { initLimitMs: 500 },
    );
    const { payload, requestId } = await invoke('f');
    expect(payload).toBe(
      `{"errorType":"Sandbox.Timedout","errorMessage":"RequestId: ${requestId} Error: Task timed out after 1.00 seconds"}`,
    );
    expect(logs.map(({ line }) => line)).toContainEqual(
      expect.stringMatching(/^INIT_REPORT .*\tPhase: init\tStatus: timeout$/),
    );
    expect((await invoke('g')).payload).toBe('"fine"');
  });
});
