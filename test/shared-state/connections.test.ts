import { describe, expect, test } from 'vitest';
import { CHAT, type SharingNode, sharingNode } from './sharing-node.ts';
import { engineProgram, startEngine } from './engine-server.ts';

const post = (node: SharingNode, id: string, text = 'hello') =>
  node.state.connections.ask(CHAT.id, id, { kind: 'post', text });

describe.skipIf(engineProgram === undefined)('connections of a shared state', () => {
  test('a message reaches the node that has the connection, once, with every character', async () => {
    const { url } = await startEngine();
    const [one, other] = [await sharingNode(url), await sharingNode(url)];
    await one.connect('c1');
    const text = 'a "quoted" line\nand \u{1f600} and \u0000';
    expect(await post(other, 'c1', text)).toEqual({ outcome: 'sent' });
    expect([one.sent, other.sent]).toEqual([[text], []]);
  });

  test('a connection of another node can be described and closed', async () => {
    const { url } = await startEngine();
    const [one, other] = [await sharingNode(url), await sharingNode(url)];
    await one.connect('c1');
    const { connections } = other.state;
    expect(await connections.ask(CHAT.id, 'c1', { kind: 'get' })).toEqual({
      outcome: 'described',
      description: { id: 'c1' },
    });
    expect(await connections.ask(CHAT.id, 'c1', { kind: 'delete' })).toEqual({ outcome: 'deleted' });
    expect([...one.open]).toEqual([]);
  });

  test('a connection that ended is gone for the others, and so is one that never was, or is of another API', async () => {
    const engine = await startEngine();
    const [one, other] = [await sharingNode(engine.url), await sharingNode(engine.url)];
    await one.connect('c1');
    await one.connect('c2');
    one.open.delete('c1');
    expect(await one.state.connections.release({ id: 'c1', apiId: CHAT.id })).toBe(true);
    expect(await post(other, 'c1')).toEqual({ outcome: 'gone' });
    expect(await post(other, 'c0')).toEqual({ outcome: 'gone' });
    expect(await other.state.connections.ask('other00000', 'c2', { kind: 'get' })).toEqual({ outcome: 'gone' });
    // A node that says nothing for a while is not dead while it is connected to the engine.
    for (const alive of JSON.parse(await engine.ask('KEYS', '*:alive:*')) as string[])
      await engine.ask('SET', alive, String(Date.now() - 10_000));
    expect(await post(other, 'c2')).toEqual({ outcome: 'sent' });
  });

  test('messages of several nodes at once arrive, none lost and none doubled', async () => {
    const { url } = await startEngine();
    const [one, two, three] = [await sharingNode(url), await sharingNode(url), await sharingNode(url)];
    await Promise.all(Array.from({ length: 20 }, (_each, index) => one.connect(`c${index}`)));
    const texts = Array.from({ length: 1000 }, (_each, index) => `message ${index}`);
    const outcomes = await Promise.all(
      texts.map((text, index) => post(index % 2 === 0 ? two : three, `c${index % 20}`, text)),
    );
    expect(outcomes.every((outcome) => outcome !== 'unreachable' && outcome.outcome === 'sent')).toBe(true);
    expect(one.sent.toSorted()).toEqual(texts.toSorted());
  });

  test('messages under way while the engine is killed and started again arrive, none lost and none doubled', async () => {
    const engine = await startEngine();
    const [one, other] = [await sharingNode(engine.url), await sharingNode(engine.url)];
    await one.connect('c1');
    const texts = Array.from({ length: 300 }, (_each, index) => `message ${index}`);
    const first = texts.slice(0, 200).map((text) => post(other, 'c1', text));
    await engine.kill();
    const rest = texts.slice(200).map((text) => post(other, 'c1', text));
    await engine.start();
    const outcomes = await Promise.all([...first, ...rest]);
    expect(outcomes.every((outcome) => outcome !== 'unreachable' && outcome.outcome === 'sent')).toBe(true);
    expect(one.sent.toSorted()).toEqual(texts.toSorted());
  });

  test('an engine that forgets everything learns the connections again', async () => {
    const engine = await startEngine();
    const [one, other] = [await sharingNode(engine.url), await sharingNode(engine.url)];
    await one.connect('c1');
    await engine.ask('FLUSHALL');
    await engine.ask('SCRIPT', 'FLUSH');
    expect(await post(other, 'c1')).toEqual({ outcome: 'sent' });
    expect(one.sent).toEqual(['hello']);
  });

  test('an engine that does not answer keeps nobody waiting longer than five seconds', async () => {
    const engine = await startEngine();
    const [one, other] = [await sharingNode(engine.url), await sharingNode(engine.url)];
    await one.connect('c1');
    engine.freeze();
    const began = performance.now();
    expect(await post(other, 'c1', 'lost')).toBe('unreachable');
    expect(performance.now() - began).toBeLessThan(6500);
    engine.thaw();
    await expect.poll(() => post(other, 'c1', 'found')).toEqual({ outcome: 'sent' });
    // The client read an error and sends again: what was on its way then must not arrive as well.
    expect(one.sent).toEqual(['found']);
  });
});
