import { describe, expect, test } from 'vitest';
import { keyspace } from '../../src/shared-state/keyspace.ts';
import { CHAT, type SharingNode, sharingNode } from './sharing-node.ts';
import { engineProgram, type EngineServer, startEngine } from './engine-server.ts';

const key = keyspace({ accountId: '123456789012', region: 'us-east-1' });

/** What a node that was killed leaves behind: it is known, has connections, and says nothing any more. */
async function leaveDeadNode(engine: EngineServer, ids: readonly string[]): Promise<void> {
  const node = { id: 'dead', host: 'far', pid: 1, startedAt: 1, version: '1', apis: [CHAT], settings: {} };
  await engine.ask('HSET', key('nodes'), 'dead', JSON.stringify(node));
  for (const id of ids) {
    await engine.ask('HSET', key('connection', id), 'node', 'dead', 'api', CHAT.id, 'facts', id);
    await engine.ask('SADD', key('connections', 'dead', CHAT.id), id);
  }
}

const post = (node: SharingNode, id: string) =>
  node.state.connections.ask(CHAT.id, id, { kind: 'post', text: 'hello' });

describe.skipIf(engineProgram === undefined)('nodes of a shared state', () => {
  test('the connections of a dead node are gone within five seconds, and each ends on one survivor', async () => {
    const engine = await startEngine();
    const ids = Array.from({ length: 120 }, (_each, index) => `c${index}`);
    const [one, other] = [await sharingNode(engine.url), await sharingNode(engine.url)];
    const began = performance.now();
    await leaveDeadNode(engine, ids);
    expect(await post(one, 'c7')).toEqual({ outcome: 'gone' });
    await expect.poll(() => one.disconnected.length + other.disconnected.length).toBe(120);
    expect(performance.now() - began).toBeLessThan(5000);
    expect([...one.disconnected, ...other.disconnected].toSorted()).toEqual(ids.toSorted());
    await expect.poll(() => engine.ask('HEXISTS', key('nodes'), 'dead')).toBe('0');
  });

  test('a node that was taken for dead closes what others have ended, and does not end it again', async () => {
    const engine = await startEngine();
    const [one, other] = [await sharingNode(engine.url), await sharingNode(engine.url)];
    await one.connect('c1');
    await one.connect('c2');
    // Another node ended c1 meanwhile, and the engine knows nothing of this node any more.
    await engine.ask('SET', key('ended', 'c1'), '1');
    await engine.ask('DEL', key('nodes'), key('connection', 'c1'), key('connection', 'c2'));
    await expect.poll(() => [...one.open]).toEqual(['c2']);
    expect(await post(other, 'c2')).toEqual({ outcome: 'sent' });
    expect(await one.state.connections.release({ id: 'c1', apiId: CHAT.id })).toBe(false);
    expect(await one.state.connections.release({ id: 'c2', apiId: CHAT.id })).toBe(true);
  });

  test('both nodes say what their configurations differ in, once', async () => {
    const engine = await startEngine();
    const one = await sharingNode(engine.url, { description: { settings: { functions: 'a' } } });
    const apis = [
      { ...CHAT, fingerprint: 'two' },
      { ...CHAT, id: 'more000000', name: 'more' },
    ];
    const other = await sharingNode(engine.url, { description: { apis, settings: { functions: 'b' } } });
    await expect.poll(() => [one.warnings.length, other.warnings.length]).toEqual([1, 1]);
    expect(one.warnings[0]).toMatch(
      /has another configuration.*the API "chat", the API "more", which is served only there, functions\./,
    );
    expect(other.warnings[0]).toMatch(/the API "chat", the API "more", which is served only here, functions\./);
    one.state.update({ version: '1', apis: [CHAT], settings: { functions: 'a' } });
    const third = await sharingNode(engine.url, { description: { apis, settings: { functions: 'b' } } });
    await expect.poll(() => third.warnings.length).toBe(1);
    expect(other.warnings.length).toBe(1);
  });

  test('gateways that have no API in common say nothing of each other', async () => {
    const engine = await startEngine();
    const one = await sharingNode(engine.url);
    const other = await sharingNode(engine.url, { description: { apis: [{ ...CHAT, id: 'shop000000' }] } });
    one.state.update({ version: '1', apis: [CHAT], settings: {} });
    await one.connect('c1');
    expect(await post(other, 'c1')).toEqual({ outcome: 'sent' });
    expect([one.warnings, other.warnings]).toEqual([[], []]);
  });
});
