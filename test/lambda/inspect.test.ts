/** Debugging: breakpoints bind in the TypeScript source, through the inspector protocol as editors speak it. */
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { FakeClock } from '../fake-clock.ts';
import { serviceOf } from './service-under-test.ts';

const TYPED = `interface Order { readonly id: number }

export const handler = async (order: Order): Promise<number> => {
  const doubled = order.id * 2;
  return doubled + 1;
};
`;
/** The same without types, for what runs as it stands. */
const PLAIN = `// An order is { id: number }.

HANDLER = async (order) => {
  const doubled = order.id * 2;
  return doubled + 1;
};
`;
const BREAK_AT_LINE = 5;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, never>;
  readonly error?: unknown;
  readonly result?: Record<string, unknown>;
}

/** A debugger front end: the main session, and the session of each worker inside it. */
async function debuggerAt(url: string) {
  const socket = new WebSocket(url);
  onTestFinished(() => socket.close());
  await new Promise((opened) => socket.once('open', opened));
  let id = 0;
  const answers = new Map<number, (message: Message) => void>();
  const listeners: ((message: Message) => void)[] = [];
  const receive = (message: Message): void => {
    if (message.id !== undefined) answers.get(message.id)?.(message);
    else if (message.method === 'NodeWorker.receivedMessageFromWorker')
      receive(JSON.parse(message.params?.['message'] ?? '') as Message);
    else for (const listener of listeners) listener(message);
  };
  socket.on('message', (data: Buffer) => receive(JSON.parse(data.toString()) as Message));
  const answerTo = (number: number): Promise<Message> => new Promise((resolve) => answers.set(number, resolve));
  const send = (method: string, params: object = {}): Promise<Message> => {
    id += 1;
    socket.send(JSON.stringify({ id, method, params }));
    return answerTo(id);
  };
  const sendTo = async (sessionId: string, method: string, params: object = {}): Promise<Message> => {
    id += 1;
    const answer = answerTo(id);
    void send('NodeWorker.sendMessageToWorker', { sessionId, message: JSON.stringify({ id, method, params }) });
    return answer;
  };
  const next = (method: string): Promise<Message> =>
    new Promise((resolve) => listeners.push((message) => message.method === method && resolve(message)));
  return { send, sendTo, next, listeners, lose: () => socket.terminate() };
}

/** A parsed script, as an editor is told of it. */
interface Script {
  readonly scriptId: string;
  readonly url: string;
  readonly sourceMapURL: string;
}

/** Line of a script, from 0, that a line of the source begins at; `undefined` when it is made of other sources. */
function generatedLine({ url, sourceMapURL }: Script, text: string, source: string): number | undefined {
  const inline = /^data:.*base64,(.*)$/.exec(sourceMapURL)?.[1];
  const json =
    inline === undefined ? readFileSync(`${fileURLToPath(url)}.map`, 'utf8') : Buffer.from(inline, 'base64').toString();
  const map = new SourceMap(JSON.parse(json) as SourceMapPayload);
  const line = text.split('\n').findIndex((each, number) => {
    const entry = map.findEntry(number, each.length - each.trimStart().length);
    return (
      'originalLine' in entry &&
      entry.originalLine === BREAK_AT_LINE - 1 &&
      entry.originalSource.endsWith(basename(source))
    );
  });
  return line === -1 ? undefined : line;
}

type Front = Awaited<ReturnType<typeof debuggerAt>>;

/**
 * As editors do: set the breakpoint in the source, which may be what runs; stop before every script with a source map, set it there too if the
 * script is made of that source; go on until it is hit.
 */
async function breakAt(
  front: Front,
  session: string | undefined,
  source: string,
  isReady: () => void = () => undefined,
): Promise<Message> {
  const toWorker = (method: string, params: object = {}) =>
    session === undefined ? front.send(method, params) : front.sendTo(session, method, params);
  const parsed: Script[] = [];
  front.listeners.push(({ method, params }) => {
    const script = params as unknown as Script;
    const isMapped = method === 'Debugger.scriptParsed' && script.sourceMapURL !== '';
    if (isMapped && script.url.startsWith('file:') && !script.url.includes('/dist/')) parsed.push(script);
  });
  await toWorker('Debugger.enable');
  if (source.endsWith('js')) {
    await toWorker('Debugger.setBreakpointByUrl', { urlRegex: `${source}$`, lineNumber: BREAK_AT_LINE - 1 });
  }
  // A process runs already: it may stop at once.
  let paused = front.next('Debugger.paused');
  await toWorker('Debugger.setInstrumentationBreakpoint', { instrumentation: 'beforeScriptWithSourceMapExecution' });
  await toWorker('Runtime.runIfWaitingForDebugger');
  isReady();
  for (;;) {
    const message = await paused;
    const [frame] = (message.params?.['callFrames'] ?? []) as readonly { readonly functionName: string }[];
    if (frame?.functionName.endsWith('handler') === true) return message;
    for (const script of parsed.splice(0)) {
      const { result } = await toWorker('Debugger.getScriptSource', { scriptId: script.scriptId });
      const lineNumber = generatedLine(script, String(result?.['scriptSource']), source);
      if (lineNumber !== undefined) await toWorker('Debugger.setBreakpointByUrl', { url: script.url, lineNumber });
    }
    paused = front.next('Debugger.paused');
    await toWorker('Debugger.resume');
  }
}

async function started(files: Readonly<Record<string, string>>, clock = new FakeClock()) {
  const [source = ''] = Object.keys(files);
  const handler = `${source.replace(/\.\w+$/, '')}.handler`;
  const under = await serviceOf(files, { order: { handler, timeout: 1 } }, { clock, inspectPort: 0 });
  const front = await debuggerAt(under.service.inspectorUrl() ?? '');
  await front.send('NodeWorker.enable', { waitForDebuggerOnStart: true });
  const attached = front.next('NodeWorker.attachedToWorker');
  const pending = under.invoke('order', { id: 20 });
  const session = ((await attached).params?.['sessionId'] ?? '') as string;
  return { ...under, source, clock, front, session, pending };
}

const ESM = PLAIN.replace('HANDLER', 'export const handler');
const COMMONJS = PLAIN.replace('HANDLER', 'exports.handler');

test.each([
  ['a CommonJS bundle', { 'src/order.ts': TYPED }],
  ['an ES module bundle', { 'src/order.mts': TYPED }],
  [
    'TypeScript compiled file by file',
    { 'src/order.ts': `${TYPED}export const load = (name: string) => require(name);\n` },
  ],
  ['CommonJS that runs as it stands', { 'src/order.js': COMMONJS }],
  ['an ES module that runs as it stands', { 'src/order.mjs': ESM }],
])(
  'a breakpoint set by source line is hit at the first event in %s, and the timeout waits meanwhile',
  async (_what, files) => {
    const { front, session, source, clock, pending } = await started(files);
    const { params } = await breakAt(front, session, source);
    const [frame] = (params?.['callFrames'] ?? []) as { callFrameId: string; functionName: string }[];
    const value = await front.sendTo(session, 'Debugger.evaluateOnCallFrame', {
      callFrameId: frame?.callFrameId,
      expression: 'doubled',
    });
    expect(value.result).toMatchObject({ result: { value: 40 } });
    clock.advance(3_600_000);
    await front.sendTo(session, 'Debugger.resume');
    expect((await pending).payload).toBe('41');
  },
  60_000,
);

test.each([
  ['while a function stands at a breakpoint', false],
  ['after its debugger was lost at a breakpoint', true],
])(
  'a service can be closed %s',
  async (_when, isLost) => {
    const { front, session, source, service, pending } = await started({ 'src/order.ts': TYPED });
    await breakAt(front, session, source);
    if (isLost) front.lose();
    await service.close();
    expect((await pending).functionError).toBe('Unhandled');
  },
  30_000,
);

/** Where a debugger reaches the process behind an address that is listed; `undefined` while none listens. */
async function targetAt(address: string): Promise<string | undefined> {
  const answer = await fetch(`http://${address}/json/list`).catch(() => undefined);
  const targets = (await answer?.json().catch(() => undefined)) as { webSocketDebuggerUrl: string }[] | undefined;
  return targets?.[0]?.webSocketDebuggerUrl;
}

test.each([
  ['a CommonJS bundle', { 'src/order.ts': TYPED }],
  ['an ES module bundle', { 'src/order.mts': TYPED }],
  ['an ES module that runs as it stands', { 'src/order.mjs': ESM }],
])(
  'the first event of a process of its own stops at a breakpoint that was set before it, and the first after a crash too: %s',
  async (_what, files) => {
    const inspectPort = 20_000 + (process.pid % 3000) * 4;
    const [source = ''] = Object.keys(files);
    const handler = source.replace(/\.\w+$/, '.handler');
    let isListening = false;
    const { service, invoke, logs } = await serviceOf(
      files,
      { order: { handler, isolation: 'process' } },
      // As the emulator's own endpoints: known only when it listens.
      { inspectPort, env: () => (isListening ? { LATE: 'known' } : {}) },
    );
    isListening = true;
    const address = service.debuggers().find(({ functionName }) => functionName === 'order')?.address ?? '';
    let url = await targetAt(address);
    for (const round of ['first', 'second']) {
      const front = await debuggerAt(url ?? '');
      let pending: ReturnType<typeof invoke> | undefined;
      const { params } = await breakAt(front, undefined, source, () => void (pending = invoke('order', { id: 20 })));
      const [frame] = (params?.['callFrames'] ?? []) as { callFrameId: string }[];
      const evaluate = (expression: string): Promise<Message> =>
        front.send('Debugger.evaluateOnCallFrame', { callFrameId: frame?.callFrameId, expression });
      expect((await evaluate('doubled')).result).toMatchObject({ result: { value: 40 } });
      expect((await evaluate('process.env.AWS_LAMBDA_LOG_STREAM_NAME')).result).toMatchObject({
        result: { value: expect.stringContaining('[$LATEST]') as unknown },
      });
      expect((await evaluate('process.env.LATE')).result).toMatchObject({ result: { value: 'known' } });
      if (round === 'first') await evaluate('setTimeout(() => process.exit(3), 100)');
      await front.send('Debugger.resume');
      expect((await pending)?.payload).toBe('41');
      front.lose();
      if (round === 'first') {
        const before = url;
        await expect
          .poll(async () => (url = await targetAt(address)), { timeout: 20_000 })
          .toSatisfy((now) => now !== undefined && now !== before);
      }
    }
    expect(logs.map(({ line }) => line).filter((line) => /EADDRINUSE|already in use/.test(line))).toEqual([]);
  },
  60_000,
);

/** The host that a debugger of the process says it listens at. */
const WHERE =
  "import inspector from 'node:inspector'; export const handler = async () => new URL(inspector.url()).host;";

test('with port 0 every process has a free port that is known before its first event, and keeps it after a crash', async () => {
  const source = `${WHERE} export const exits = async () => process.exit(1);`;
  const { service, result, invoke } = await serviceOf(
    { 'a.mjs': source },
    { a: { handler: 'a.handler', isolation: 'process' }, b: { handler: 'a.exits', isolation: 'process' } },
    { inspectPort: 0 },
  );
  const [, a, b] = service.debuggers();
  expect([a?.functionName, b?.functionName]).toEqual(['a', 'b']);
  expect(await targetAt(a?.address ?? '')).toBeDefined();
  expect(await result('a')).toBe(a?.address);
  const first = await targetAt(b?.address ?? '');
  expect((await invoke('b')).functionError).toBe('Unhandled');
  await expect
    .poll(() => targetAt(b?.address ?? ''), { timeout: 20_000 })
    .toSatisfy((now) => now !== undefined && now !== first);
});

test.each([0, 20_003 + (process.pid % 3000) * 4])(
  'functions that are added, and those that are found to need a process, get a port that is said (%s)',
  async (inspectPort) => {
    const warnings: string[] = [];
    const { app, service, result } = await serviceOf(
      { 'a.mjs': WHERE, 'mask.mjs': `process.umask(0o77); ${WHERE}` },
      { mask: { handler: 'mask.handler' }, gone: { handler: 'a.handler', isolation: 'process' } },
      { inspectPort, onWarning: (message) => warnings.push(message) },
    );
    const found = await result('mask');
    expect(warnings).toEqual([expect.stringMatching(/^mask uses .* A debugger reaches it at 127\.0\.0\.1:\d+\.$/)]);
    expect(warnings[0]).toContain(` ${String(found)}.`);
    const lambdas = { mask: app.lambda('mask.handler', { name: 'mask' }) };
    service.update({ ...lambdas, added: app.lambda('a.handler', { name: 'added', isolation: 'process' }) });
    await expect.poll(() => warnings[1]).toMatch(/^added: A debugger reaches it at 127\.0\.0\.1:\d+\.$/);
    const [, mask, added, ...others] = service.debuggers();
    expect([mask?.functionName, added?.functionName, others]).toEqual(['mask', 'added', []]);
    expect(await targetAt(added?.address ?? '')).toBeDefined();
    expect(await result('added')).toBe(added?.address);
  },
);

test('a taken port of a function in a process of its own is an error of the start', async () => {
  const inspectPort = 20_002 + (process.pid % 3000) * 4;
  const taken = createServer();
  onTestFinished(() => void taken.close());
  await new Promise<void>((listening) => taken.listen(inspectPort + 1, '127.0.0.1', listening));
  await expect(
    serviceOf(
      { 'a.js': 'exports.handler = 1;' },
      { a: { handler: 'a.handler', isolation: 'process' } },
      { inspectPort },
    ),
  ).rejects.toMatchObject({ code: 'PORT_IN_USE' });
});

test('functions in processes of their own have the ports after that of all others', async () => {
  // Below the ports that a system gives to who asks for any.
  const first = 20_000 + (process.pid % 3000) * 4;
  const { service, result } = await serviceOf(
    { 'a.mjs': WHERE },
    {
      a: { handler: 'a.handler', isolation: 'process' },
      inThread: { handler: 'a.handler' },
      b: { handler: 'a.handler', isolation: 'process' },
    },
    { inspectPort: first },
  );
  expect(service.debuggers()).toEqual([
    { address: `127.0.0.1:${first}` },
    { functionName: 'a', address: `127.0.0.1:${first + 1}` },
    { functionName: 'b', address: `127.0.0.1:${first + 2}` },
  ]);
  expect([await result('b'), await result('a')]).toEqual([`127.0.0.1:${first + 2}`, `127.0.0.1:${first + 1}`]);
});

test('a port that is taken is an error of the start', async () => {
  const taken = createServer();
  onTestFinished(() => void taken.close());
  await new Promise<void>((listening) => taken.listen(0, '127.0.0.1', listening));
  const { port } = taken.address() as AddressInfo;
  await expect(
    serviceOf({ 'a.js': 'exports.handler = 1;' }, { a: { handler: 'a.handler' } }, { inspectPort: port }),
  ).rejects.toMatchObject({ code: 'PORT_IN_USE' });
});
