/** Bodies that are not taken whole: too large, or left by their client. Neither may cost the connection its next request, nor look like a defect. */
import { once } from 'node:events';
import { realpathSync } from 'node:fs';
import { Agent, request } from 'node:http';
import type { IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { startEmulator } from '../../src/emulator.ts';
import { temporaryFolder } from '../temporary-folder.ts';

async function uploads() {
  const cwd = realpathSync(temporaryFolder('gw-uploads'));
  const defects: unknown[] = [];
  const emulator = await startEmulator({
    config: {
      functions: { f: { inline: 'exports.handler = async () => ({ statusCode: 200, body: "taken" });' } },
      apis: {
        http: { type: 'http', routes: { 'POST /': 'f' } },
        rest: { type: 'rest', stage: 'dev', routes: { 'POST /': 'f' } },
      },
    },
    cwd,
    port: 0,
    adminPort: 0,
    watch: false,
    observer: { defect: (error) => defects.push(error) },
  });
  onTestFinished(() => emulator.close());
  return { emulator, defects };
}

test.each(['http', 'rest'])('%s: after a body over 10 MB the same connection serves the next request', async (api) => {
  const { emulator } = await uploads();
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  const post = async (bytes: number): Promise<number | undefined> => {
    const sent = request(emulator.url(api), { method: 'POST', agent });
    const answered = once(sent, 'response') as Promise<[IncomingMessage]>;
    sent.end(Buffer.alloc(bytes, 97));
    const [answer] = await answered;
    answer.resume();
    await once(answer, 'end');
    return answer.statusCode;
  };
  expect([await post(11 * 1024 * 1024), await post(3)]).toEqual([413, 200]);
});

test('a client that leaves in the middle of its body is not a defect of the emulator', async () => {
  const { emulator, defects } = await uploads();
  const targets = [
    emulator.url('http'),
    emulator.url('rest'),
    `${emulator.admin}/2015-03-31/functions/f/invocations`,
  ].map((url) => new URL(url));
  for (const { port, pathname } of targets) {
    const socket = connect(Number(port), '127.0.0.1');
    socket.end(`POST ${pathname} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nContent-Length: 100\r\n\r\nabc`);
    socket.resume();
    await once(socket, 'close');
  }
  await expect.poll(async () => (await emulator.exchanges()).length).toBe(2);
  for (const { statusCode, reason } of await emulator.exchanges()) {
    expect({ statusCode, reason }).toEqual({
      statusCode: 400,
      reason: 'The client went away before its body was complete',
    });
  }
  expect(defects).toEqual([]);
});
