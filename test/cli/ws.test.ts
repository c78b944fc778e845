import { describe, expect, test } from 'vitest';
import { runWs } from '../../src/cli/commands/ws.ts';
import type { WsIo, WsOptions } from '../../src/cli/commands/ws.ts';
import { ServedApi } from '../server/served-api.ts';
import { FakeClock } from '../fake-clock.ts';
import { proxyTo, sampleApi } from '../websocket-api/sample-api.ts';

const echo = { $default: { integration: proxyTo('echo'), routeResponse: true } };
const handlers = { echo: (event: unknown) => ({ body: (event as { body: string }).body }) };

/** A terminal that a test types into; `wrote` waits until a text was printed. */
class Terminal implements WsIo {
  readonly clock = new FakeClock();
  readonly out: string[] = [];
  readonly err: string[] = [];
  readonly #controller = new AbortController();
  readonly signal = this.#controller.signal;
  readonly #typed: string[] = [];
  #more: (() => void) | undefined;
  #ended = false;
  #watchers: (() => void)[] = [];

  get lines(): AsyncIterable<string> {
    return this.#read();
  }

  stdout(text: string): void {
    this.out.push(text);
    this.#tell();
  }

  stderr(text: string): void {
    this.err.push(text);
    this.#tell();
  }

  type(line: string): void {
    this.#typed.push(line);
    this.#more?.();
  }

  endInput(): void {
    this.#ended = true;
    this.#more?.();
  }

  interrupt(): void {
    this.#controller.abort();
    this.endInput();
  }

  async wrote(text: string): Promise<void> {
    while (![...this.out, ...this.err].some((line) => line.includes(text)))
      await new Promise<void>((told) => this.#watchers.push(told));
  }

  #tell(): void {
    for (const watcher of this.#watchers.splice(0)) watcher();
  }

  async *#read(): AsyncGenerator<string> {
    for (;;) {
      const line = this.#typed.shift();
      if (line !== undefined) yield line;
      else if (this.#ended) return;
      else await new Promise<void>((more) => (this.#more = more));
    }
  }
}

function options(url: string, over: Partial<WsOptions> = {}): WsOptions {
  return { url, protocols: [], headers: {}, reconnect: false, wait: 1, ...over };
}

test('lines are sent, messages are printed, JSON is spread over lines', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const terminal = new Terminal();
  const code = runWs(options(`ws://127.0.0.1:${served.port}/dev`), terminal);
  terminal.type('{"action":"hello"}');
  terminal.type('plain');
  await terminal.wrote('plain');
  terminal.interrupt();
  expect(await code).toBe(0);
  expect(terminal.out).toEqual(['{\n  "action": "hello"\n}', 'plain']);
  expect(terminal.err).toEqual([`connected to ws://127.0.0.1:${served.port}/dev`, 'closed: 1000']);
});

test('after the end of the input it listens on for a while', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const terminal = new Terminal();
  const code = runWs(options(`http://127.0.0.1:${served.port}/dev`, { wait: 5 }), terminal);
  terminal.type('one');
  terminal.endInput();
  await terminal.wrote('one');
  terminal.clock.advance(5000);
  expect(await code).toBe(0);
});

test('a refusal is printed with status and body, and the exit code is 1', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const terminal = new Terminal();
  expect(await runWs(options(`ws://127.0.0.1:${served.port}/prod`), terminal)).toBe(1);
  expect(terminal.err).toEqual(['refused: 403 Forbidden {"message":"Forbidden"}']);
});

test('where nothing listens, it says what to look at', async () => {
  const terminal = new Terminal();
  expect(await runWs(options('ws://127.0.0.1:1/dev'), terminal)).toBe(1);
  expect(terminal.err).toEqual([
    'Nothing listens at ws://127.0.0.1:1/dev. Is the emulator started, and is this the URL that it printed?',
  ]);
});

describe('an invalid URL', () => {
  test.each(['localhost:3000', 'ftp://x', 'ws://', ''])('%s: exit code 2', async (url) => {
    const terminal = new Terminal();
    expect(await runWs(options(url), terminal)).toBe(2);
    expect(terminal.err[0]).toContain('is not a WebSocket URL');
  });
});

test('it connects again after a close, and sends what was typed meanwhile', async () => {
  await using served = await ServedApi.start(sampleApi(echo), handlers);
  const terminal = new Terminal();
  const code = runWs(options(`ws://127.0.0.1:${served.port}/dev`, { reconnect: true }), terminal);
  await terminal.wrote('connected');
  await served.api.frontEnd.closeAll();
  await terminal.wrote('connecting again in 1 s');
  terminal.type('typed in between');
  terminal.clock.advance(1000);
  await terminal.wrote('typed in between');
  terminal.interrupt();
  expect(await code).toBe(0);
  expect(terminal.err).toContain('closed: 1001 Going away');
});

test('the subprotocol that was agreed is shown', async () => {
  await using served = await ServedApi.start(sampleApi({ $connect: { integration: proxyTo('connect') } }), {
    connect: () => ({ statusCode: 200, headers: { 'Sec-WebSocket-Protocol': 'graphql-transport-ws' } }),
  });
  const terminal = new Terminal();
  const url = `ws://127.0.0.1:${served.port}/dev`;
  const code = runWs(options(url, { protocols: ['graphql-transport-ws'] }), terminal);
  await terminal.wrote(`connected to ${url} (graphql-transport-ws)`);
  terminal.interrupt();
  expect(await code).toBe(0);
});
