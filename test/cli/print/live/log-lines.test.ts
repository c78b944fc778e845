/** Lines of functions and requests as a person reads them. */
import { expect, test } from 'vitest';
import { exchangeLine } from '../../../../src/cli/print/exchange-line.ts';
import { paintFor } from '../../../../src/cli/print/colours.ts';
import { terminalReporter } from '../../../../src/cli/print/terminal-reporter.ts';
import type { InvocationResult, LogRecord } from '../../../../src/model/lambda/invocation.ts';
import type { Exchange } from '../../../../src/observability/exchange.ts';
import { FakeClock } from '../../../fake-clock.ts';
import { fakeIo } from '../../fake-io.ts';

const line = (level: LogRecord['level'], text: string, requestId = 'aaaaaaaa-1', functionName = 'list'): LogRecord => ({
  functionName,
  requestId,
  level,
  line: level === 'RAW' ? text : `2026-01-01T10:00:00.000Z\t${requestId}\t${level}\t${text}`,
});

function shown(records: readonly LogRecord[], level: 'info' | 'warn' | 'error' = 'info'): string[] {
  const { io, out } = fakeIo();
  const { observer } = terminalReporter(io, level, { clock: new FakeClock() });
  for (const record of records) observer.log?.(record);
  return out()
    .trimEnd()
    .replaceAll(/\d\d:\d\d:\d\d/g, 'HH:MM:SS')
    .split('\n');
}

test('time and function are short; only levels other than INFO are named', () => {
  expect(shown([line('INFO', 'hello'), line('WARN', 'careful'), line('RAW', 'raw')])).toEqual([
    'HH:MM:SS  list │ hello',
    'HH:MM:SS  list │ WARN careful',
    'HH:MM:SS  list │ raw',
  ]);
});

test('names are aligned, and further lines marked', () => {
  expect(shown([line('INFO', 'a', 'r', 'createOrder'), line('INFO', 'b\nc', 'r')])).toEqual([
    'HH:MM:SS  createOrder │ a',
    'HH:MM:SS  list        │ b',
    '                      │ c',
  ]);
});

test('frames of Node are left away from a logged stack', () => {
  const stack = 'Error: x\n    at list (/app/a.ts:1:1)\n    at processImmediate (node:internal/timers:483:21)';
  expect(shown([line('ERROR', stack)])).toEqual([
    'HH:MM:SS  list │ ERROR Error: x',
    '               │     at list (/app/a.ts:1:1)',
  ]);
});

test('request ids appear only while several requests write lines', () => {
  const { io, out } = fakeIo();
  const { observer } = terminalReporter(io, 'info', { clock: new FakeClock() });
  observer.log?.(line('INFO', 'one', 'aaaaaaaa-1'));
  observer.log?.(line('INFO', 'two', 'bbbbbbbb-2'));
  observer.log?.(line('INFO', 'three', 'aaaaaaaa-1'));
  observer.exchange?.(
    exchange({ result: { requestId: 'aaaaaaaa-1', payload: '{"statusCode":200}', report: {} } as InvocationResult }),
  );
  observer.log?.(line('INFO', 'four', 'bbbbbbbb-2'));
  const texts = out()
    .split('\n')
    .filter((text) => text.includes('│'))
    .map((text) => text.split('│ ')[1]);
  expect(texts).toEqual(['one', 'bbbbbbbb two', 'aaaaaaaa three', 'four']);
});

test('--log-level is about the lines of functions too', () => {
  const records = [line('INFO', 'i'), line('WARN', 'w'), line('ERROR', 'e')];
  expect(shown(records, 'warn').map((text) => text.split('│ ')[1])).toEqual(['WARN w', 'ERROR e']);
  expect(shown(records, 'error').map((text) => text.split('│ ')[1])).toEqual(['ERROR e']);
});

test('lines in Lambda’s JSON format are shown as text; a logger’s own JSON as it is', () => {
  const json = { timestamp: '2026-01-01T10:00:00.000Z', level: 'INFO', requestId: 'r', message: 'hello' };
  expect(shown([{ ...line('INFO', ''), line: JSON.stringify(json) }, line('RAW', '{"message":"mine"}')])).toEqual([
    'HH:MM:SS  list │ hello',
    'HH:MM:SS  list │ {"message":"mine"}',
  ]);
});

test('a request says its query, status, duration, API, function, cold start and size', () => {
  const result = { requestId: 'r', payload: '{"statusCode":200}', report: { initMs: 120.4 } } as InvocationResult;
  const request = { method: 'GET', rawPath: '/a', rawQuery: 'x=1&y=2', headers: [], body: null, sourceIp: '' };
  const response = { statusCode: 200, headers: [], body: 'é'.repeat(1000) };
  expect(exchangeLine(exchange({ result, request, response }), paintFor(false), 0)).toBe(
    '10:00:00  GET   /a?x=1&y=2  200  5.0 ms  shop → list  cold start 120 ms  2.0 kB',
  );
});

test.each([
  ['null', 'list returned nothing'],
  ['{"status":201,"body":"x"}', 'list returned "status" and no "statusCode"'],
])('the result %s of an HTTP API’s function gets a line of advice, once', (payload, advice) => {
  const { io, out } = fakeIo();
  const { observer } = terminalReporter(io, 'info', { clock: new FakeClock() });
  const result = { requestId: 'r', payload, report: {} } as InvocationResult;
  observer.exchange?.(exchange({ result }));
  observer.exchange?.(exchange({ result }));
  expect(out().split(advice)).toHaveLength(2);
});

function exchange(facts: Partial<Exchange>): Exchange {
  return {
    id: 'x',
    api: 'shop',
    apiType: 'http',
    startedAt: Date.parse('2026-01-01T10:00:00Z'),
    durationMs: 5,
    method: 'GET',
    path: '/a',
    routeKey: 'GET /a',
    target: 'list',
    statusCode: 200,
    ...facts,
  };
}

test('the observer works when it is laid over by another', () => {
  const { io, out } = fakeIo();
  const laidOver = { ...terminalReporter(io, 'info', { clock: new FakeClock() }).observer };
  laidOver.exchange?.(exchange({}));
  laidOver.warning?.('careful');
  expect(out()).toContain('GET   /a');
  expect(out()).toContain('warning careful');
});

test('lines of access and execution logs have the same form, under the name of their API', () => {
  const { io, out } = fakeIo();
  const { observer } = terminalReporter(io, 'info', { clock: new FakeClock() });
  observer.log?.(line('RAW', 'hello'));
  observer.accessLog?.('127.0.0.1 200', 'backoffice');
  observer.executionLog?.('backoffice', '(aaaaaaaa-1) Starting execution for request: aaaaaaaa-1\nmore');
  observer.executionLog?.('backoffice', '(bbbbbbbb-2) Starting execution');
  observer.exchange?.(exchange({ id: 'aaaaaaaa-1' }));
  observer.executionLog?.('backoffice', '(bbbbbbbb-2) Method completed with status: 200');
  const lines = out()
    .trimEnd()
    .replaceAll(/\d\d:\d\d:\d\d/g, 'HH:MM:SS')
    .split('\n');
  expect(lines.filter((text) => text.includes('│'))).toEqual([
    'HH:MM:SS  list │ hello',
    'HH:MM:SS  backoffice │ access 127.0.0.1 200',
    'HH:MM:SS  backoffice │ execution Starting execution for request: aaaaaaaa-1',
    '                     │ more',
    'HH:MM:SS  backoffice │ execution bbbbbbbb Starting execution',
    'HH:MM:SS  backoffice │ execution Method completed with status: 200',
  ]);
});

test('with the log format lambda they are printed as they are', () => {
  const { io, out } = fakeIo();
  const { observer } = terminalReporter(io, 'info', { clock: new FakeClock(), logFormat: 'lambda' });
  observer.accessLog?.('127.0.0.1 200', 'backoffice');
  observer.executionLog?.('backoffice', '(aaaaaaaa-1) Starting execution');
  expect(out()).toBe('127.0.0.1 200\n(aaaaaaaa-1) Starting execution\n');
});
