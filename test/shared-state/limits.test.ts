import { describe, expect, test } from 'vitest';
import type { Admission, SharedQuota } from '../../src/shared-state/contract.ts';
import { engineProgram, startEngine } from './engine-server.ts';
import { type SharingNode, sharingNode } from './sharing-node.ts';

/** So slow that no token flows in while a test runs. */
const SLOW = 0.0001;

const bucket = (name: string, rate: number, burst: number) => ({ name, limit: { rate, burst } });

const quota: SharedQuota = { api: 'shop', plan: 'gold', key: 'partner', limit: 3, offset: 0, period: '2026-11-13' };

async function twoNodes(): Promise<[SharingNode, SharingNode]> {
  const { url } = await startEngine();
  return [await sharingNode(url), await sharingNode(url)];
}

function count(admissions: readonly Admission[], wanted: Admission): number {
  return admissions.filter((admission) => admission === wanted).length;
}

describe.skipIf(engineProgram === undefined)('limits of a shared state', () => {
  test('two nodes take from one bucket: its burst passes once, whoever asks', async () => {
    const [one, other] = await twoNodes();
    const asked = Array.from({ length: 40 }, (_each, index) =>
      (index % 2 === 0 ? one : other).state.limits.admit([bucket('route', SLOW, 7)]),
    );
    expect(count(await Promise.all(asked), 'allowed')).toBe(7);
  });

  test('tokens flow in at the rate, up to the burst', async () => {
    const [one, other] = await twoNodes();
    const take = (node: SharingNode) => node.state.limits.admit([bucket('route', 20, 2)]);
    expect([await take(one), await take(other), await take(one)]).toEqual(['allowed', 'allowed', 'throttled']);
    await expect.poll(() => take(one), { interval: 5 }).toBe('allowed');
    const fourAtOnce = async () =>
      count(await Promise.all([take(one), take(other), take(one), take(other)]), 'allowed');
    await expect.poll(fourAtOnce, { interval: 300 }).toBe(2);
  });

  test('a rate or burst of 0 refuses everything, as on AWS', async () => {
    const [one] = await twoNodes();
    expect(await one.state.limits.admit([bucket('a', 0, 5)])).toBe('throttled');
    expect(await one.state.limits.admit([bucket('b', 5, 0)])).toBe('throttled');
  });

  test('the buckets of one step are taken in order until one refuses; what was taken stays taken', async () => {
    const [one, other] = await twoNodes();
    const both = [bucket('route', SLOW, 5), bucket('account', SLOW, 1)];
    expect([await one.state.limits.admit(both), await other.state.limits.admit(both)]).toEqual([
      'allowed',
      'throttled',
    ]);
    const rest = await Promise.all(Array.from({ length: 5 }, () => one.state.limits.admit([bucket('route', SLOW, 5)])));
    expect(count(rest, 'allowed')).toBe(3);
  });

  test('a quota lets exactly its number through two nodes that ask at once', async () => {
    const [one, other] = await twoNodes();
    const asked = Array.from({ length: 500 }, (_each, index) =>
      (index % 2 === 0 ? one : other).state.limits.admit([], { ...quota, limit: 300 }),
    );
    const admissions = await Promise.all(asked);
    expect([count(admissions, 'allowed'), count(admissions, 'quota-exceeded')]).toEqual([300, 200]);
  });

  test('the offset counts in the first period only, and each period begins at nothing', async () => {
    const [one, other] = await twoNodes();
    const used = async (period: string): Promise<number> => {
      const asked = [one, other, one, other].map(({ state }) =>
        state.limits.admit([], { ...quota, offset: 2, period }),
      );
      return count(await Promise.all(asked), 'allowed');
    };
    expect([await used('2026-11-13'), await used('2026-11-14')]).toEqual([1, 3]);
  });

  test('a node whose clock is behind does not begin the last period again', async () => {
    const [one, behind] = await twoNodes();
    await one.state.limits.admit([], { ...quota, limit: 1, period: '2026-11-14' });
    expect(await behind.state.limits.admit([], { ...quota, limit: 1, period: '2026-11-13' })).toBe('quota-exceeded');
    expect(await one.state.limits.admit([], { ...quota, limit: 1, period: '2026-11-14' })).toBe('quota-exceeded');
  });

  test('a request that a throttle refuses is not counted against the quota', async () => {
    const [one] = await twoNodes();
    const admit = (burst: number) => one.state.limits.admit([bucket(`b${burst}`, SLOW, burst)], { ...quota, limit: 1 });
    expect([await admit(0), await admit(1)]).toEqual(['throttled', 'allowed']);
  });

  test('gateways of other names have limits of their own', async () => {
    const { url } = await startEngine();
    const [one, other] = [await sharingNode(url, { name: 'blue' }), await sharingNode(url, { name: 'green' })];
    const take = (node: SharingNode) => node.state.limits.admit([bucket('route', SLOW, 1)]);
    expect([await take(one), await take(other), await take(one)]).toEqual(['allowed', 'allowed', 'throttled']);
  });

  test('every key has one prefix and a lifetime', async () => {
    const engine = await startEngine();
    const node = await sharingNode(engine.url);
    await node.state.limits.admit([bucket('route', 1, 1)], quota);
    await node.connect('c1');
    await (await node.state.cache(['a']).get('k')).keep(Buffer.from('v'), 60_000);
    await node.state.cache(['a']).flush();
    const keys = JSON.parse(await engine.ask('KEYS', '*')) as string[];
    expect(new Set(keys.map((key) => key.split(':').slice(0, 2).join(':'))).size).toBe(1);
    expect(keys.length).toBeGreaterThan(6);
    for (const key of keys) expect([key, Number(await engine.ask('PTTL', key)) > 0]).toEqual([key, true]);
  });
});
