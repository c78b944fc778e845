import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startEmulator } from '../../../src/emulator.ts';
import type { Emulator } from '../../../src/emulator.ts';

/** What a client sees: the body of a good answer, or the function's error behind an HTTP API's 500. */
export type Seen = string | readonly [errorType: string, message: RegExp];

export const EXIT = 'Runtime.ExitError';
export const MEMORY = 'Runtime.OutOfMemory';
export const signal = (name: string): RegExp => new RegExp(`Error: Runtime exited with error: signal: ${name}$`);
export const status = (code: number): RegExp => new RegExp(`Error: Runtime exited with error: exit status ${code}$`);
export const TIMED_OUT = ['Sandbox.Timedout', /Task timed out after \d\.00 seconds$/] as const;
export const OUT_OF_MEMORY = [MEMORY, signal('killed')] as const;

/** One emulator with a route for each handler of a module, and a WebSocket that was opened before the first misbehaves. */
export interface AttackedEmulator {
  /** Exports of the module. */
  readonly names: readonly string[];
  readonly warnings: readonly string[];
  readonly get: (path: string) => Promise<[status: number, body: string]>;
  /** Has the handler misbehave; then it and another answer, and the socket. */
  readonly attack: (name: string, seen: Seen) => Promise<void>;
}

/** `module`: beside this file, with exports `other` and `echo`. `timeoutOf`: seconds that a handler has. */
export function attackedEmulator(module: string, timeoutOf: (name: string) => number): AttackedEmulator {
  const warnings: string[] = [];
  let emulator: Emulator;
  let socket: WebSocket;
  const source = readFileSync(new URL(`${module}.mjs`, import.meta.url), 'utf8');
  const names = [...source.matchAll(/export const (\w+)/g)].map((match) => match[1] ?? '');

  beforeAll(async () => {
    const functions = names.map((name) => [name, { handler: `${module}.${name}`, timeout: timeoutOf(name) }]);
    emulator = await startEmulator({
      cwd: new URL('.', import.meta.url).pathname,
      config: {
        admin: false,
        // So many that no function's environment has to make room for another's in the middle of a test.
        maxWarm: 300,
        functions: Object.fromEntries(functions),
        apis: {
          web: { type: 'http', routes: Object.fromEntries(names.map((name) => [`GET /${name}`, name])) },
          chat: {
            type: 'websocket',
            stage: 'dev',
            routeSelectionExpression: '$request.body.action',
            routes: { $default: { function: 'echo', routeResponse: true } },
          },
        },
      },
      port: 0,
      watch: false,
      observer: { warning: (message) => warnings.push(message) },
    });
    socket = new WebSocket(emulator.url('chat'));
    await once(socket, 'open');
  }, 60_000);

  afterAll(async () => {
    socket.close();
    await emulator.close();
  });

  const get = async (path: string): Promise<[status: number, body: string]> => {
    const response = await fetch(`${emulator.url('web')}/${path}`);
    return [response.status, await response.text()];
  };

  return {
    names,
    warnings,
    get,
    async attack(name, seen) {
      const answer = await get(`${name}?bad`);
      if (typeof seen === 'string') expect(answer).toEqual([200, seen]);
      else {
        const [errorType, message] = seen;
        expect(answer).toEqual([500, '{"message":"Internal Server Error"}']);
        const { result } = (await emulator.exchanges({ api: 'web' })).at(-1) ?? {};
        expect(result).toMatchObject({ errorType, errorMessage: expect.stringMatching(message) as string });
      }
      expect(await get('other')).toEqual([200, 'other']);
      expect(await get(name)).toEqual([200, 'fine']);
      expect(socket.readyState).toBe(WebSocket.OPEN);
      socket.send(name);
      const [data] = (await once(socket, 'message')) as [Buffer];
      expect(data.toString()).toBe(name);
    },
  };
}

/** `tested`: besides `other` and `echo`. */
export function expectAllTested(names: readonly string[], tested: readonly string[]): void {
  test('every handler here has its test', () => {
    expect(names.toSorted()).toEqual([...tested, 'other', 'echo'].toSorted());
  });
}
