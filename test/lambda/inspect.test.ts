/** Debugging: breakpoints bind in the TypeScript source, through the inspector protocol as editors speak it. */
import { readFileSync } from 'node:fs';
import { SourceMap } from 'node:module';
import type { SourceMapPayload } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { WebSocket } from 'ws';
import { FakeClock } from '../fake-clock.ts';
import { serviceOf } from './service-under-test.ts';

const SOURCE = `interface Order { readonly id: number }

export const handler = async (order: Order): Promise<number> => {
  const doubled = order.id * 2;
  return doubled + 1;
};
`;
const BREAK_AT_LINE = 5;

interface Message {
  readonly id?: number;
  readonly method?: string;
  readonly params?: Record<string, never>;
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
  return { send, sendTo, next, listeners };
}

/** Line of the generated module, from 0, that a source line begins at. */
function generatedLine(moduleUrl: string, sourceLine: number): number {
  const file = fileURLToPath(moduleUrl);
  const map = new SourceMap(JSON.parse(readFileSync(`${file}.map`, 'utf8')) as SourceMapPayload);
  const lines = readFileSync(file, 'utf8').split('\n');
  return lines.findIndex((text, line) => {
    const entry = map.findEntry(line, text.length - text.trimStart().length);
    return (
      'originalLine' in entry && entry.originalLine === sourceLine - 1 && entry.originalSource.endsWith('order.ts')
    );
  });
}

test('a breakpoint set by source line is hit, and the timeout waits meanwhile', async () => {
  const clock = new FakeClock();
  const { service, invoke } = await serviceOf(
    { 'src/order.ts': SOURCE },
    { order: { handler: 'src/order.handler', timeout: 1 } },
    { clock, inspectPort: 0 },
  );
  const front = await debuggerAt(service.inspectorUrl() ?? '');
  await front.send('NodeWorker.enable', { waitForDebuggerOnStart: true });
  const attached = front.next('NodeWorker.attachedToWorker');
  const pending = invoke('order', { id: 20 });
  const sessionId = ((await attached).params?.['sessionId'] ?? '') as string;
  const toWorker = (method: string, params: object = {}) => front.sendTo(sessionId, method, params);

  const parsed: string[] = [];
  front.listeners.push(({ method, params }) => {
    if (method === 'Debugger.scriptParsed') parsed.push(params?.['url'] ?? '');
  });
  await toWorker('Debugger.enable');
  // As editors do: stop before a script with a source map runs, bind the breakpoints, go on.
  await toWorker('Debugger.setInstrumentationBreakpoint', { instrumentation: 'beforeScriptWithSourceMapExecution' });
  let paused = front.next('Debugger.paused');
  await toWorker('Runtime.runIfWaitingForDebugger');
  await paused;
  while (!parsed.some((url) => url.includes('src-order'))) {
    paused = front.next('Debugger.paused');
    await toWorker('Debugger.resume');
    await paused;
  }
  const handlerModule = parsed.find((url) => url.includes('src-order')) ?? '';
  const lineNumber = generatedLine(handlerModule, BREAK_AT_LINE);
  expect(lineNumber).toBeGreaterThan(0);
  await toWorker('Debugger.setBreakpointByUrl', { url: handlerModule, lineNumber });
  const hit = front.next('Debugger.paused');
  await toWorker('Debugger.resume');

  const { params } = await hit;
  const [frame] = (params?.['callFrames'] ?? []) as {
    callFrameId: string;
    location: { lineNumber: number };
    functionName: string;
  }[];
  expect(frame).toMatchObject({ functionName: 'handler', location: { lineNumber } });
  const value = await toWorker('Debugger.evaluateOnCallFrame', {
    callFrameId: frame?.callFrameId,
    expression: 'doubled',
  });
  expect(value.result).toMatchObject({ result: { value: 40 } });
  clock.advance(3_600_000);
  await toWorker('Debugger.resume');
  expect((await pending).payload).toBe('41');
}, 60_000);
