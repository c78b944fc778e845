/** Log lines in text and JSON: docs/aws/lambda.md#logs. */
import { expect, test } from 'vitest';
import type { LambdaSettings } from '../../../src/lambda/index.ts';
import { serviceOf } from '../service-under-test.ts';

/** The request id of lines outside an invocation, on Node 22 and before and on Node 24. */
const OUTSIDE = Number(process.versions.node.split('.')[0]) >= 24 ? '-' : 'undefined';

const SOURCE = `
console.log('loading');
export const handler = async (event) => {
  console.log('hi %s', 'there', { a: 1 }); console.info({ one: 'object' }); console.debug('d'); console.warn('two\\nlines'); console.error('e', new RangeError('r')); console.trace('t'); console.fatal('f');
  process.stdout.write('raw '); process.stdout.write('out\\nrest'); process.stderr.write('err\\n');
  if (event.fail) throw Object.assign(new Error('boom'), { code: 'E1', extra: true });
};`;

async function logged(
  environment: Record<string, string>,
  event: unknown = {},
  settings: Partial<LambdaSettings> = {},
) {
  const under = await serviceOf({ 'l.mjs': SOURCE }, { l: { handler: 'l.handler', environment } }, settings);
  const { requestId, report } = await under.invoke('l', event);
  return { logs: under.logs, requestId, report };
}

test('text lines have time, request id, level and text', async () => {
  const { logs, requestId } = await logged({});
  expect(
    logs.map(({ level, line }) => [
      level,
      line
        .replace(/^\d{4}-\d\d-\d\dT[\d:.]{12}Z/, 'TIME')
        .replace(requestId, 'ID')
        .split('\n    at ')[0],
    ]),
  ).toEqual([
    ['INFO', `TIME\t${OUTSIDE}\tINFO\tloading`],
    ['INFO', `TIME\tID\tINFO\thi there { a: 1 }`],
    ['INFO', `TIME\tID\tINFO\t{ one: 'object' }`],
    ['DEBUG', `TIME\tID\tDEBUG\td`],
    ['WARN', `TIME\tID\tWARN\ttwo\nlines`],
    ['ERROR', `TIME\tID\tERROR\te RangeError: r`],
    ['TRACE', `TIME\tID\tTRACE\tt`],
    ['FATAL', `TIME\tID\tFATAL\tf`],
    ['RAW', 'raw out'],
    ['RAW', 'err'],
    ['RAW', 'rest'],
  ]);
  expect(logs.every((record) => record.functionName === 'l')).toBe(true);
  expect(logs.at(-1)?.requestId).toBe(requestId);
});

test('an error of the handler is logged with its own properties', async () => {
  const { logs } = await logged({}, { fail: true });
  const line = logs.find((record) => record.line.includes('Invoke Error'))?.line ?? '';
  const [, , , text, json] = line.split('\t');
  expect(text).toBe('Invoke Error ');
  expect(JSON.parse(json ?? '')).toEqual({
    errorType: 'Error',
    errorMessage: 'boom',
    code: 'E1',
    extra: true,
    stack: expect.arrayContaining(['Error: boom']) as string[],
  });
});

test('a report has START, the lines of the function, END and REPORT', async () => {
  const { report, requestId } = await logged({});
  const lines = report.logLines();
  expect(lines[0]).toBe(`START RequestId: ${requestId} Version: $LATEST`);
  expect(lines[1]).toMatch(/\tINFO\tloading$/);
  expect(lines.at(-2)).toBe(`END RequestId: ${requestId}`);
  expect(lines.at(-1)).toMatch(
    new RegExp(
      `^REPORT RequestId: ${requestId}\\tDuration: \\d+\\.\\d\\d ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB\\tInit Duration: \\d+\\.\\d\\d ms\\t$`,
    ),
  );
  expect(report.billedMs).toBe(Math.ceil(report.durationMs + (report.initMs ?? Number.NaN)));
});

test('JSON lines are objects', async () => {
  const { logs, requestId, report } = await logged({ AWS_LAMBDA_LOG_FORMAT: 'JSON' });
  const lines = logs
    .filter(({ level }) => level !== 'RAW')
    .map(({ line }) => JSON.parse(line) as Record<string, unknown>);
  expect(Object.keys(lines[1] ?? {})).toEqual(['timestamp', 'level', 'requestId', 'message']);
  expect(lines[1]).toMatchObject({ level: 'INFO', requestId, message: 'hi there { a: 1 }' });
  expect(lines[2]).toMatchObject({ message: { one: 'object' } });
  expect(lines[5]).toMatchObject({
    level: 'ERROR',
    errorType: 'RangeError',
    errorMessage: 'r',
    stackTrace: expect.arrayContaining(['RangeError: r']) as string[],
  });
  const platform = report
    .logLines()
    .filter((line) => line.includes('"type":"platform.'))
    .map((line) => JSON.parse(line) as { type: string });
  expect(platform.map(({ type }) => type)).toEqual(['platform.start', 'platform.runtimeDone', 'platform.report']);
  expect(platform[2]).toMatchObject({
    record: { requestId, status: 'success', metrics: { memorySizeMB: 128, billedDurationMs: report.billedMs } },
  });
});

test('the level filter leaves lower calls out, in text too', async () => {
  const { logs } = await logged({ AWS_LAMBDA_LOG_LEVEL: 'warn' });
  expect(logs.map(({ level }) => level).filter((level) => level !== 'RAW')).toEqual(['WARN', 'ERROR', 'FATAL']);
});

test('platform lines come as they happen when they are wanted', async () => {
  const { logs, requestId } = await logged({}, {}, { platformLines: true });
  const platform = logs.filter(({ level }) => level === 'PLATFORM').map(({ line }) => line.split('\t')[0]);
  expect(platform).toEqual([
    `INIT_START Runtime Version: nodejs:${process.versions.node}`,
    `START RequestId: ${requestId} Version: $LATEST`,
    `END RequestId: ${requestId}`,
    `REPORT RequestId: ${requestId}`,
  ]);
});

test.runIf(OUTSIDE === 'undefined')(
  'a callback handler is warned of when it loads, unless its variables say not to',
  async () => {
    const source = `
    export const callback = (event, context, callback) => callback(null, 1);
    export const promise = async (event, context, callback) => 1;
    export const two = (event, context) => context.succeed(1);
    export const stream = awslambda.streamifyResponse(async (event, out, context) => { out.end('1'); });`;
    const silent = { AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING: 'false' };
    const { logs, invoke } = await serviceOf(
      { 'c.mjs': source },
      {
        callback: { handler: 'c.callback' },
        promise: { handler: 'c.promise' },
        two: { handler: 'c.two' },
        stream: { handler: 'c.stream' },
        silent: { handler: 'c.callback', environment: silent },
      },
    );
    for (const name of ['callback', 'promise', 'two', 'stream', 'silent']) await invoke(name);
    expect(logs).toHaveLength(1);
    expect(logs[0]).toMatchObject({ functionName: 'callback', level: 'WARN', requestId: undefined });
    // Recorded in CloudWatch, 2025-07-16: qnabot-on-aws issue 828.
    expect(logs[0]?.line.replace(/^[^\t]*/, 'TIME')).toBe(
      'TIME\tundefined\tWARN\tAWS Lambda plans to remove support for callback-based function handlers starting with Node.js 24. You will need to update this function to use an async handler to use Node.js 24 or later. For more information and to provide feedback on this change, see https://github.com/aws/aws-lambda-nodejs-runtime-interface-client/issues/137. To disable this warning, set the AWS_LAMBDA_NODEJS_DISABLE_CALLBACK_WARNING environment variable.',
    );
  },
);

test('a function that used more than its memory is reported once for each environment', async () => {
  const source =
    'const kept = []; export const handler = async () => { kept.push(Buffer.alloc(200e6, 1)); await new Promise((resolve) => setTimeout(resolve, 20)); return kept.splice(0).length; };';
  const { invoke, logs } = await serviceOf({ 'm.mjs': source }, { f: { handler: 'm.handler' } });
  const used = [await invoke('f'), await invoke('f')].map(({ report }) => report.maxMemoryUsedMb);
  expect(Math.min(...used)).toBeGreaterThan(128);
  expect(logs.map(({ line }) => line)).toEqual([
    expect.stringMatching(/^f used \d+ MB, more than its memory of 128 MB\. On AWS it would have been ended\.$/),
  ]);
});
