import { describe, expect, test } from 'vitest';
import { engineProgram, startEngine } from './engine-server.ts';
import { sharingNode } from './sharing-node.ts';

describe.skipIf(engineProgram === undefined)('caches of a shared state', () => {
  test('what one node keeps the others find, byte for byte, until its time is over', async () => {
    const { url } = await startEngine();
    const [one, other] = [await sharingNode(url), await sharingNode(url)];
    const bytes = Buffer.from([0, 255, 10, 13, 128]);
    await one.state.cache(['pets']).put('key', bytes, 60_000);
    expect((await other.state.cache(['pets']).get('key')).value).toEqual(bytes);
    expect((await other.state.cache(['pets']).get('another key')).value).toBeUndefined();
    expect((await other.state.cache(['shops']).get('key')).value).toBeUndefined();
    await one.state.cache(['pets']).put('key', bytes, 1);
    await expect.poll(async () => (await other.state.cache(['pets']).get('key')).value).toBeUndefined();
  });

  test('flushing empties it for all, and answers that were under way then are not kept', async () => {
    const { url } = await startEngine();
    const [one, other] = [await sharingNode(url), await sharingNode(url)];
    const [here, there] = [one.state.cache(['pets']), other.state.cache(['pets'])];
    await here.put('kept', Buffer.from('a'), 60_000);
    const underWay = await here.get('late');
    await there.flush();
    expect((await here.get('kept')).value).toBeUndefined();
    await underWay.keep(Buffer.from('stale'), 60_000);
    expect((await here.get('late')).value).toBeUndefined();
    await (await here.get('late')).keep(Buffer.from('fresh'), 60_000);
    expect((await there.get('late')).value).toEqual(Buffer.from('fresh'));
  });

  test('no key of the engine shows what was looked up', async () => {
    const engine = await startEngine();
    const node = await sharingNode(engine.url);
    await node.state.cache(['authorizer']).put('Bearer secret-token', Buffer.from('{}'), 60_000);
    expect(await engine.ask('KEYS', '*')).not.toContain('secret');
  });
});
