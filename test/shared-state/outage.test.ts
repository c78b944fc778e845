import { describe, expect, test } from 'vitest';
import { type SharingNode, sharingNode } from './sharing-node.ts';
import { engineProgram, startEngine } from './engine-server.ts';

const admit = (node: SharingNode) => node.state.limits.admit([{ name: 'route', limit: { rate: 1000, burst: 1000 } }]);

describe.skipIf(engineProgram === undefined)('an engine that goes away', () => {
  test('limits refuse by default, it is said once, and they work again without a restart', async () => {
    const engine = await startEngine();
    const node = await sharingNode(engine.url);
    expect(await admit(node)).toBe('allowed');
    await engine.kill();
    await expect.poll(() => node.warnings.length).toBe(1);
    expect([await admit(node), await admit(node)]).toEqual(['unreachable', 'unreachable']);
    await engine.start();
    await expect.poll(() => admit(node)).toBe('allowed');
    expect(node.warnings).toEqual([
      expect.stringMatching(/^The shared state at redis:\/\/127\.0\.0\.1:\d+\/0 cannot be reached: .*are refused/),
      expect.stringMatching(/is back\.$/),
    ]);
  });

  test('limits let pass where that is configured', async () => {
    const engine = await startEngine();
    const node = await sharingNode(engine.url, { whenUnreachable: 'allow' });
    await engine.kill();
    await expect.poll(() => node.warnings.length).toBe(1);
    expect(await admit(node)).toBe('allowed');
    expect(node.warnings[0]).toMatch(/pass without limit/);
  });

  test('an engine that hangs costs one request a second, and the others nothing', async () => {
    const engine = await startEngine();
    const node = await sharingNode(engine.url);
    engine.freeze();
    const began = performance.now();
    expect(await admit(node)).toBe('unreachable');
    expect(performance.now() - began).toBeLessThan(2500);
    const then = performance.now();
    expect(await admit(node)).toBe('unreachable');
    expect(performance.now() - then).toBeLessThan(200);
    engine.thaw();
    await expect.poll(() => admit(node)).toBe('allowed');
  });

  test('a connection that ends meanwhile is this node’s to end', async () => {
    const engine = await startEngine();
    const node = await sharingNode(engine.url);
    await node.connect('c1');
    await engine.kill();
    expect(await node.state.connections.release({ id: 'c1', apiId: 'chat000000' })).toBe(true);
  });

  test('a cache is empty meanwhile', async () => {
    const engine = await startEngine();
    const node = await sharingNode(engine.url);
    const cache = node.state.cache(['authorizer']);
    await (await cache.get('token')).keep(Buffer.from('yes'), 60_000);
    expect((await cache.get('token')).value).toEqual(Buffer.from('yes'));
    await engine.kill();
    const found = await cache.get('token');
    expect(found.value).toBeUndefined();
    await found.keep(Buffer.from('no'), 60_000);
    await cache.flush();
  });
});
