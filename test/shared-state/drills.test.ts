import { describe, expect, test } from 'vitest';
import { engineProgram, startEngine } from './engine-server.ts';
import { sharingNode } from './sharing-node.ts';

describe.skipIf(engineProgram === undefined)('drills of a shared state', () => {
  test('a rule that is added to one node is on for all, for those who come later too, until one ends it', async () => {
    const { url } = await startEngine();
    const [one, other] = [await sharingNode(url), await sharingNode(url)];
    await one.state.drills.add({ id: 'fault-a-1', fault: '{"kind":"latency"}' });
    await one.state.drills.add({ id: 'fault-a-2', fault: '{"kind":"throttle"}' });
    await expect.poll(() => [...other.drills.keys()]).toEqual(['fault-a-1', 'fault-a-2']);
    const late = await sharingNode(url);
    expect(late.drills.get('fault-a-1')).toBe('{"kind":"latency"}');
    await late.state.drills.end('fault-a-1');
    await expect.poll(() => [...other.drills.keys()]).toEqual(['fault-a-2']);
    await other.state.drills.end();
    await expect.poll(() => [one.drills.size, other.drills.size, late.drills.size]).toEqual([0, 0, 0]);
    expect((await sharingNode(url)).drills.size).toBe(0);
  });

  test('a rule whose time is over is not begun again by a node that comes later', async () => {
    const { url } = await startEngine();
    const one = await sharingNode(url);
    await one.state.drills.add({ id: 'fault-a-1', fault: '{}', endsAt: Date.now() - 1 });
    expect((await sharingNode(url)).drills.size).toBe(0);
  });

  test('an engine that forgot learns the rules again', async () => {
    const engine = await startEngine();
    const one = await sharingNode(engine.url);
    await one.state.drills.add({ id: 'fault-a-1', fault: '{}' });
    await engine.ask('FLUSHALL');
    await expect.poll(async () => (await engine.ask('KEYS', '*:drills')).includes('drills')).toBe(true);
    expect((await sharingNode(engine.url)).drills.has('fault-a-1')).toBe(true);
  });
});
