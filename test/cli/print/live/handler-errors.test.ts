/** Errors of handlers on the terminal: once, with the request, at the developer's own line. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { terminalReporter } from '../../../../src/cli/print/terminal-reporter.ts';
import { jsonReporter } from '../../../../src/cli/print/json-reporter.ts';
import type { InvocationResult, LogRecord } from '../../../../src/model/lambda/invocation.ts';
import type { ThrownError } from '../../../../src/model/lambda/thrown-error.ts';
import type { Exchange } from '../../../../src/observability/exchange.ts';
import { fakeIo } from '../../fake-io.ts';
import { FakeClock } from '../../../fake-clock.ts';
import { temporaryFolder } from '../../../temporary-folder.ts';

const folder = temporaryFolder('gw-errors');
const file = join(folder, 'orders.ts');
writeFileSync(file, 'export const list = () => {\n  total(undefined);\n};\n');

const thrown: ThrownError = {
  what: 'Invoke Error',
  error: {
    name: 'TypeError',
    message: 'Cannot read total',
    frames: [
      `    at sum (${join(folder, 'node_modules/adder/index.js')}:1:1)`,
      `    at Object.list (${file}:2:3)`,
      '    at process.processImmediate (node:internal/timers:483:21)',
    ],
  },
};
const record = (facts: Partial<LogRecord> = {}): LogRecord => ({
  functionName: 'list',
  requestId: 'r1',
  level: 'ERROR',
  line: '2026-01-01T00:00:00.000Z\tr1\tERROR\tInvoke Error \t{"errorType":"TypeError"}',
  thrown,
  ...facts,
});

function exchange(requestId = 'r1'): Exchange {
  const result = { requestId, payload: '{}', functionError: 'Unhandled', report: {} } as unknown as InvocationResult;
  return {
    id: 'x',
    api: 'shop',
    apiType: 'http',
    startedAt: 0,
    durationMs: 5,
    method: 'GET',
    path: '/orders',
    routeKey: 'GET /orders',
    target: 'list',
    statusCode: 500,
    result,
    reason: 'Function list failed: TypeError',
  };
}

const BLOCK = [
  '  TypeError: Cannot read total',
  '    orders.ts:2:3 in list',
  '      1 | export const list = () => {',
  '    > 2 |   total(undefined);',
  '        |   ^',
  '      3 | };',
];

test('an error stands under its request, once, with a frame at the first own line', () => {
  const { io, out } = fakeIo(folder);
  const { observer } = terminalReporter(io, 'info', { clock: new FakeClock() });
  observer.log?.(record());
  expect(out()).toBe('');
  observer.exchange?.(exchange());
  const lines = out().trimEnd().split('\n');
  expect(lines[0]).toMatch(/^\d\d:\d\d:\d\d {2}GET {3}\/orders {2}500 {2}5\.0 ms {2}shop → list$/);
  expect(lines.slice(1)).toEqual(BLOCK);
});

test('an error that no request came for is shown with its function after a moment', () => {
  const { io, out } = fakeIo(folder);
  const clock = new FakeClock();
  const { observer } = terminalReporter(io, 'info', { clock });
  observer.log?.(record());
  clock.advance(1000);
  const lines = out().trimEnd().split('\n');
  expect(lines[0]).toMatch(/✗ list failed$/);
  expect(lines.slice(1)).toEqual(BLOCK);
});

test('what waits is shown when the emulator stops', () => {
  const { io, out } = fakeIo(folder);
  const reporter = terminalReporter(io, 'info', { clock: new FakeClock() });
  reporter.observer.log?.(record());
  reporter.stopping();
  expect(out()).toContain('✗ list failed');
});

test('Lambda starts a function that failed at import once more: the same error is said once', () => {
  const { io, out } = fakeIo(folder);
  const { observer } = terminalReporter(io, 'info', { clock: new FakeClock() });
  const atImport = record({ requestId: undefined, thrown: { ...thrown, what: 'Uncaught Exception', atImport: true } });
  observer.log?.(atImport);
  observer.log?.(atImport);
  observer.exchange?.(exchange());
  expect(out().match(/TypeError: Cannot read total \(at import\)/g)).toHaveLength(1);
});

test('errors of two requests at once stay with their own requests', () => {
  const { io, out } = fakeIo(folder);
  const { observer } = terminalReporter(io, 'info', { clock: new FakeClock() });
  observer.log?.(record());
  observer.log?.(
    record({ requestId: 'r2', thrown: { what: 'Invoke Error', error: { ...thrown.error, message: 'other' } } }),
  );
  observer.exchange?.(exchange('r2'));
  observer.exchange?.(exchange('r1'));
  const heads = out()
    .split('\n')
    .filter((line) => /TypeError/.test(line));
  expect(heads).toEqual(['  TypeError: other', '  TypeError: Cannot read total']);
});

test('causes and the errors of an AggregateError are shown, with codes', () => {
  const { io, out } = fakeIo(folder);
  const { observer } = terminalReporter(io, 'info', { clock: new FakeClock() });
  const plain = (name: string, message: string) => ({ name, message, frames: [] });
  const error = {
    ...plain('AggregateError', 'All promises were rejected'),
    errors: [plain('Error', 'first'), { ...plain('Error', 'second'), code: 'E_SECOND' }],
    cause: plain('string', 'a text'),
  };
  observer.log?.(record({ thrown: { what: 'Invoke Error', error } }));
  observer.exchange?.(exchange());
  expect(out().trimEnd().split('\n').slice(1)).toEqual([
    '  AggregateError: All promises were rejected',
    '    1 of 2: Error: first',
    '    2 of 2: Error: second [E_SECOND]',
    '  caused by thrown string: a text',
  ]);
});

test('a long source line is cut to the width of the terminal', () => {
  const long = join(folder, 'long.ts');
  writeFileSync(long, `${'x'.repeat(300)}\n`);
  const { io, out } = fakeIo(folder);
  const { observer } = terminalReporter({ ...io, columns: 80 }, 'info', { clock: new FakeClock() });
  const error = { ...thrown.error, frames: [`    at list (${long}:1:200)`] };
  observer.log?.(record({ thrown: { what: 'Invoke Error', error } }));
  observer.exchange?.(exchange());
  const block = out().trimEnd().split('\n').slice(1);
  expect(Math.max(...block.map((line) => line.length))).toBeLessThanOrEqual(80);
  expect(block.find((line) => line.trim().endsWith('^'))).toBeDefined();
});

test('with --log-format lambda the runtime’s own line is printed, and the reason under the request', () => {
  const { io, out } = fakeIo(folder);
  const { observer } = terminalReporter(io, 'info', { logFormat: 'lambda', clock: new FakeClock() });
  observer.log?.(record());
  observer.exchange?.(exchange());
  const lines = out().trimEnd().split('\n');
  expect(lines[0]).toBe(`list | ${record().line}`);
  expect(lines[2]?.trim()).toBe('Function list failed: TypeError');
});

test('with --json the line is Lambda’s own, without what the terminal adds', () => {
  const { io, out } = fakeIo(folder);
  jsonReporter(io).observer.log?.(record());
  const { thrown: _, ...plain } = record();
  expect(JSON.parse(out())).toEqual({ type: 'log', ...plain });
});

test.each([
  ['a program', [`at total (${file}:2:3)`, 'at node:internal/process/task_queues:95:5'], 'orders.ts:2:3 in total'],
  [
    'Python',
    [
      `  File "/usr/lib/python3.12/json/__init__.py", line 346, in loads\n    return x\n`,
      `  File "${join(folder, 'main.py')}", line 9, in handler\n    return total()\n`,
      `  File "${file}", line 2, in total\n    total(undefined)\n`,
    ],
    'orders.ts:2 in total',
  ],
])('an error that %s reported stands under its request, at the first own line', (_what, stackTrace, place) => {
  const { io, out } = fakeIo(folder);
  const { observer } = terminalReporter(io, 'info', { clock: new FakeClock() });
  const failed = exchange();
  const payload = JSON.stringify({ errorType: 'OrderError', errorMessage: 'no lines', stackTrace });
  observer.exchange?.({ ...failed, result: { ...failed.result, payload } as InvocationResult });
  const lines = out().split('\n');
  expect(lines[1]).toBe('  OrderError: no lines');
  expect(lines[2]).toBe(`    ${place}`);
  expect(out()).toContain('    > 2 |   total(undefined);');
  expect(out()).not.toContain('Function list failed');
});

test('what Python’s runtime logs of an exception stands once: under its request', () => {
  const { io, out } = fakeIo(folder);
  const clock = new FakeClock();
  const { observer } = terminalReporter(io, 'info', { clock });
  const stackTrace = [`  File "${file}", line 2, in total\n    total(undefined)\n`];
  const lines = ['[ERROR] KeyError: a key', 'Traceback (most recent call last):', stackTrace.join('').trimEnd()];
  const logged = ['before', ...lines.join('\n').split('\n'), 'after'];
  for (const line of logged) observer.log?.({ functionName: 'list', requestId: 'r1', level: 'RAW', line });
  const failed = exchange();
  const payload = JSON.stringify({ errorType: 'KeyError', errorMessage: 'a key', stackTrace });
  observer.exchange?.({ ...failed, result: { ...failed.result, payload } as InvocationResult });
  clock.advance(1000);
  expect(out().match(/KeyError/g)).toHaveLength(1);
  expect(out()).not.toContain('Traceback');
  expect(out()).toMatch(/│ before\n.*│ after\n/);
});

test.each([
  ['all of it', 0],
  ['the end of it', 2],
])('what Python’s runtime logs of an exception stands once when %s comes after the answer', (_what, before) => {
  const { io, out } = fakeIo(folder);
  const clock = new FakeClock();
  const { observer } = terminalReporter(io, 'info', { clock });
  const stackTrace = [`  File "${file}", line 2, in total\n    total(undefined)\n`];
  const report = ['[ERROR] KeyError: a key', 'Traceback (most recent call last):', stackTrace.join('').trimEnd()];
  const lines = report.join('\n').split('\n');
  const log = (line: string) => observer.log?.({ functionName: 'list', requestId: 'r1', level: 'RAW', line });
  for (const line of lines.slice(0, before)) log(line);
  const failed = exchange();
  const payload = JSON.stringify({ errorType: 'KeyError', errorMessage: 'a key', stackTrace });
  observer.exchange?.({ ...failed, result: { ...failed.result, payload } as InvocationResult });
  for (const line of [...lines.slice(before), 'after']) log(line);
  clock.advance(10_000);
  expect(out().match(/KeyError/g)).toHaveLength(1);
  expect(out()).not.toContain('Traceback');
  expect(out()).toMatch(/│ after\n/);
});

test('what no request takes is printed: an asynchronous invocation, an error line of the developer’s own', () => {
  const { io, out } = fakeIo(folder);
  const clock = new FakeClock();
  const { observer } = terminalReporter(io, 'info', { clock });
  for (const line of ['[ERROR] KeyError: a key', 'more']) {
    observer.log?.({ functionName: 'list', requestId: 'r1', level: 'RAW', line });
  }
  expect(out()).toBe('');
  clock.advance(1000);
  expect(out()).toMatch(/│ \[ERROR\] KeyError: a key\n.*│ more\n/);
});

test('a report without a stack is said as the reason of the answer', () => {
  const { io, out } = fakeIo(folder);
  const { observer } = terminalReporter(io, 'info', { clock: new FakeClock() });
  const failed = exchange();
  const payload = JSON.stringify({ errorType: 'OrderError', errorMessage: 'no lines', stackTrace: [] });
  observer.exchange?.({ ...failed, result: { ...failed.result, payload } as InvocationResult });
  expect(out()).toContain('Function list failed: TypeError');
});

test.skipIf(process.platform === 'win32')(
  'a stack line that a request smuggled into a message names a device: it is not read',
  () => {
    const error = { name: 'Error', message: 'no such order', frames: ['    at x (/dev/zero:1:1)'] };
    const { io, out } = fakeIo(folder);
    const { observer } = terminalReporter(io, 'info', { clock: new FakeClock() });
    observer.log?.(record({ thrown: { what: 'Invoke Error', error } }));
    observer.exchange?.(exchange());
    expect(out()).toContain('/dev/zero:1:1 in x');
  },
);
