/**
 * AWS's own runtime interface clients (npm's aws-lambda-ric 3.3 and 4.0) judge our runtime: every handler here runs behind both, with the same event,
 * and result, error and log must be the same. Only their transport is ours (`rapid-client.cjs`). The tests run where GW_AWS_CLIENTS names the
 * folder that `.ci/aws-clients` makes; that of the newer client where GW_NODE_BINARIES has a Node 24, too.
 */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import { serviceOf } from '../service-under-test.ts';
import type { ServiceUnderTest } from '../service-under-test.ts';

const CLIENTS = process.env['GW_AWS_CLIENTS'] ?? '';
const STAND_IN = new URL('rapid-client.cjs', import.meta.url).pathname;
const HANDLERS = new URL('handlers.cjs', import.meta.url).pathname;
const SOURCE = readFileSync(HANDLERS, 'utf8');

const otherNode = (major: number): string | undefined =>
  (process.env['GW_NODE_BINARIES'] ?? '')
    .split(':')
    .map((folder) => join(folder, `node-${major}/bin/node`))
    .find((file) => existsSync(file));

interface Generation {
  readonly name: string;
  /** The client's program. */
  readonly client: string;
  /** Another Node than the one that runs; `undefined` where there is none. */
  readonly node: string | undefined;
  readonly isRunning: boolean;
}

const major = Number(process.versions.node.split('.')[0]);
const GENERATIONS: readonly Generation[] = [
  { name: 'up to Node 22', client: join(CLIENTS, '3/bin/index.mjs'), node: otherNode(22), isRunning: major < 24 },
  { name: 'from Node 24', client: join(CLIENTS, '4/index.mjs'), node: otherNode(24), isRunning: major >= 24 },
];

interface Event {
  readonly kind: string;
  readonly name: string;
}

/** What one side says of an event, without what differs by nature: times, ids, frames of the client's own. */
interface Said {
  readonly payload: unknown;
  readonly functionError: string | undefined;
  readonly logs: readonly string[];
}

const cases = casesOf();

function casesOf(): Record<string, readonly string[]> {
  globalThis.awslambda = { streamifyResponse: (handler: unknown) => handler } as never;
  return (createRequire(import.meta.url)(HANDLERS) as { cases: Record<string, readonly string[]> }).cases;
}

const events = (...kinds: readonly string[]): Event[] =>
  kinds.flatMap((kind) => (cases[kind] ?? []).map((name) => ({ kind, name })));

/** A handler on both sides. */
async function pair(generation: Generation, handler: string, environment = {}): Promise<ServiceUnderTest> {
  const { client, isRunning, node } = generation;
  const binary = isRunning ? process.execPath : (node ?? '');
  const command = `"${binary}" --require "${STAND_IN}" "${client}" "$_HANDLER"`;
  const common = { handler: `app.${handler}`, timeout: 20, environment };
  return serviceOf(
    { 'app.cjs': SOURCE },
    {
      'judged-ours': { ...common, ...(isRunning ? {} : { node: binary }) },
      'judged-aws': { ...common, code: { kind: 'command', command } },
    },
  );
}

async function ask({ service, logs }: ServiceUnderTest, functionName: string, event: Event): Promise<Said> {
  logs.length = 0;
  const { payload, requestId, functionError } = await service.invoke({ functionName, event });
  return {
    payload: same(payload, requestId),
    functionError,
    // Advice for the developer is no part of Lambda's log.
    logs: logs.flatMap(({ functionName: by, level, line, advice }) =>
      by !== functionName || level === 'PLATFORM' || advice === true ? [] : (logged(line, requestId) ?? []),
    ),
  };
}

function same(payload: string, requestId: string): unknown {
  if (payload === '') return 'no payload';
  return withoutFrames(JSON.parse(payload.replaceAll(requestId, 'ID').replace(/Root=[\w;=:-]+/g, 'TRACE')) as unknown);
}

/** Frames of the handler's own file stay. */
function withoutFrames(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.filter((line) => !isForeignFrame(line)).map(withoutFrames);
  }
  if (typeof value === 'string')
    return value
      .split('\n')
      .filter((line) => !isForeignFrame(line))
      .join('\n');
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, withoutFrames(below)]));
}

function isForeignFrame(line: unknown): boolean {
  return typeof line === 'string' && /^\s+at /.test(line) && !line.includes('app.cjs') && !line.includes('at third');
}

/**
 * The client's program says hello, and writes a carriage return for each end of a line where it has no pipe for logs. The warning about callbacks
 * is newer than the client that is published.
 */
function logged(line: string, requestId: string): string | undefined {
  if (line.startsWith('Executing ') || line.includes('plans to remove support for callback')) return undefined;
  const common = line
    .replaceAll('\r', '\n')
    .replaceAll(requestId, 'ID')
    .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/, 'TIME');
  const json = /^([^{]*)(\{.*\})$/s.exec(common);
  if (!json) return linesOf(common).join('\n') || undefined;
  try {
    return `${json[1]}${JSON.stringify(withoutFrames(JSON.parse(json[2] ?? '')))}`;
  } catch {
    return common;
  }
}

const linesOf = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !isForeignFrame(line));

/** What is logged after the answer may come in time for the comparison, or not. */
const LOGS_LATE: ReadonlySet<string> = new Set(['deed rejectionAtOnce', 'deed throwsAfterwards']);

/** Log lines come by a pipe of their own, on a busy machine after the answer: what really differs does so each time. */
const ATTEMPTS = 4;

/** Events of which the two sides do not say the same, with both. */
async function differences(under: ServiceUnderTest, all: readonly Event[]): Promise<Record<string, unknown>> {
  const found: Record<string, unknown> = {};
  for (const event of all) {
    const key = `${event.kind} ${event.name}`;
    const compared = (said: Said): string => JSON.stringify(LOGS_LATE.has(key) ? { ...said, logs: [] } : said);
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const ours = await ask(under, 'judged-ours', event);
      const theirs = await ask(under, 'judged-aws', event);
      delete found[key];
      if (compared(ours) === compared(theirs)) break;
      found[key] = { ours, theirs };
    }
  }
  return found;
}

const FORMS: Readonly<Record<string, readonly Event[]>> = {
  asynchronous: events('result', 'error', 'log', 'deed'),
  promising: events('result', 'error'),
  synchronous: events('result', 'error', 'deed'),
  calling: events('result', 'error', 'log'),
  callingLate: events('result', 'error'),
  callingTwice: events('result', 'error'),
  succeeding: events('result', 'error'),
  doing: events('result', 'error'),
  both: events('error'),
  context: [{ kind: 'result', name: 'object' }],
  value: [{ kind: 'result', name: 'object' }],
  class: [{ kind: 'result', name: 'object' }],
  generator: [{ kind: 'result', name: 'object' }],
  asyncGenerator: [{ kind: 'result', name: 'object' }],
  'deep.er.handler': [{ kind: 'result', name: 'object' }],
  'deep.no.handler': [{ kind: 'result', name: 'object' }],
  missing: [{ kind: 'result', name: 'object' }],
  bound: [{ kind: 'result', name: 'object' }],
  arity0: [{ kind: 'result', name: 'object' }],
};

/** Refused when they are loaded, from Node 24 on. */
const CALLBACKS: ReadonlySet<string> = new Set(['calling', 'callingLate', 'callingTwice', 'both']);

/** Events with which the two may differ, and why. */
const EXPLAINED: Readonly<Record<string, string>> = {
  'deed neverSettles':
    'The published 3.3.0 answers null. The runtime of Node 20 and 22 fails with Runtime.NodeJsExit (docs/aws/lambda.md#handler-contract).',
};

const STREAMS = ['plain', 'typed', 'prelude', 'first', 'objects', 'bytes', 'midway', 'lateType'];

async function streamed({ service, logs }: ServiceUnderTest, functionName: string, event: Event): Promise<unknown> {
  logs.length = 0;
  const { contentType, body, finished, requestId } = await service.invokeStreaming({ functionName, event });
  const received = await text(body).catch(() => 'breaks off');
  const { payload, functionError } = await finished;
  const lines = logs.flatMap(({ functionName: by, line }) =>
    by === functionName ? (logged(line, requestId) ?? []) : [],
  );
  return { contentType, received, payload: same(payload, requestId), functionError, lines };
}

describe.each(GENERATIONS)('AWS’s client $name', (generation) => {
  const missing = !existsSync(generation.client) || (!generation.isRunning && generation.node === undefined);

  test.skipIf(missing).each(Object.keys(FORMS))(
    '%s',
    async (form) => {
      const isRefused = CALLBACKS.has(form) && generation.name === 'from Node 24';
      const all = (FORMS[form] ?? []).slice(0, isRefused ? 1 : undefined);
      const found = await differences(await pair(generation, form), all);
      const unexplained = Object.entries(found).filter(([key]) => !(key in EXPLAINED));
      expect(Object.fromEntries(unexplained)).toEqual({});
    },
    120_000,
  );

  test.skipIf(missing)(
    'log lines and errors as JSON',
    async () => {
      const under = await pair(generation, 'asynchronous', { AWS_LAMBDA_LOG_FORMAT: 'JSON' });
      expect(await differences(under, events('error', 'log'))).toEqual({});
    },
    120_000,
  );

  test.skipIf(missing).each(STREAMS)('a streamed response: %s', async (name) => {
    const under = await pair(generation, 'streaming');
    const event = { kind: 'stream', name };
    const both = async () => [await streamed(under, 'judged-ours', event), await streamed(under, 'judged-aws', event)];
    let [ours, theirs] = await both();
    for (let attempt = 2; attempt <= ATTEMPTS && !isDeepStrictEqual(ours, theirs); attempt += 1)
      [ours, theirs] = await both();
    expect(ours).toEqual(theirs);
  });
});
