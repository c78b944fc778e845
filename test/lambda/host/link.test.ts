import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { Socket } from 'node:net';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { encodeFrame, FrameReader } from '../../../src/lambda/environment/connection/frames.ts';
import type { FromEnvironment, InvokeMessage } from '../../../src/lambda/environment/protocol.ts';
import { Link } from '../../../src/lambda/host/link.ts';
import { temporaryFolder } from '../../temporary-folder.ts';

interface Ends {
  readonly link: Link;
  /** The environment's end of the connection. */
  readonly environment: Socket;
  readonly heard: FromEnvironment[];
  /** Whether something that was sent was not read. */
  readonly closed: Promise<boolean>;
}

async function connection(): Promise<Ends> {
  const server = createServer({ pauseOnConnect: true });
  server.listen(join(temporaryFolder('link'), 'socket'));
  onTestFinished(() => void server.close());
  const ours = connect(server.address() as string);
  const [environment] = (await once(server, 'connection')) as [Socket];
  environment.on('error', () => undefined);
  const heard: FromEnvironment[] = [];
  let tell = (_unread: boolean): void => undefined;
  const closed = new Promise<boolean>((resolve) => (tell = resolve));
  const link = new Link(ours, {
    receive: (message) => heard.push(message),
    garbled: (reason) => expect.unreachable(reason),
    closed: (unread) => tell(unread),
  });
  return { link, environment, heard, closed };
}

const invoke = (event: unknown): InvokeMessage => ({
  kind: 'invoke',
  requestId: '1',
  event,
  deadline: 0,
  arn: 'arn',
  trace: undefined,
  clientContext: undefined,
  tenantId: undefined,
  limit: 1,
  ticket: undefined,
});

test('events larger than what the system keeps arrive whole and in order', async () => {
  const { link, environment } = await connection();
  const events: unknown[] = [];
  const whole = new Promise<void>((resolve) => {
    const reader = new FrameReader(64 * 1024 * 1024, (head) => {
      events.push((head as InvokeMessage).event);
      if (events.length === 3) resolve();
    });
    environment.on('data', (chunk: Buffer) => reader.push(chunk));
  });
  const texts = ['a', 'b', 'c'].map((letter) => letter.repeat(3_000_000));
  for (const text of texts) link.send(invoke(text));
  await new Promise(setImmediate);
  environment.resume();
  await whole;
  expect(events).toEqual(texts);
  link.close();
});

test('what an environment said last is heard, although events for it can no longer be delivered', async () => {
  const { link, environment, heard, closed } = await connection();
  // More than the system takes while nobody reads.
  for (let n = 0; n < 4; n += 1) link.send(invoke('x'.repeat(1_000_000)));
  await new Promise(setImmediate);
  // More than is read at once.
  const payload = 'the last answer'.repeat(10_000);
  const last = encodeFrame('{"kind":"result","memory":1}', payload);
  environment.write(last, () => environment.destroy());
  link.send(invoke('one more'));
  await closed;
  expect(heard).toEqual([{ kind: 'result', payload, memory: 1 }]);
});

test.skipIf(process.platform !== 'linux')(
  'an event that an ended environment had not read is told from one that it had (Linux only: it resets such connections)',
  async () => {
    const read = await connection();
    read.link.send(invoke('read'));
    read.environment.resume();
    await once(read.environment, 'data');
    read.environment.destroy();
    expect(await read.closed).toBe(false);

    const unread = await connection();
    unread.link.send(invoke('not read'));
    await new Promise(setImmediate);
    unread.environment.destroy();
    expect(await unread.closed).toBe(true);
  },
);

test('an event for an environment that has just gone counts as not read', async () => {
  const { link, environment, closed } = await connection();
  environment.destroy();
  link.send(invoke('too late'));
  expect(await closed).toBe(true);
});
