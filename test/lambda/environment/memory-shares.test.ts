/** Which thread of a function host holds how much memory: estimated from what the process holds and the pages that each thread was given. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { MemoryShares } from '../../../src/lambda/environment/host/memory-shares.ts';

const PAGES_PER_MB = 256;
const A = { systemId: 1, memoryMb: 128 };
const B = { systemId: 2, memoryMb: 128 };

/** A process of which each thread has been given so many megabytes in pages; `other` by threads that are not watched. */
function process(): {
  add: (step: { grown: number; a?: number; b?: number; other?: number; ended?: number[] }) => void;
  shares: MemoryShares;
} {
  const shares = new MemoryShares();
  let residentMb = 100;
  const faults = { a: 0, b: 0, other: 0 };
  const ended = new Set<number>();
  const add = (step: { grown: number; a?: number; b?: number; other?: number; ended?: number[] }): void => {
    residentMb += step.grown;
    for (const key of ['a', 'b', 'other'] as const) faults[key] += (step[key] ?? 0) * PAGES_PER_MB;
    for (const id of step.ended ?? []) ended.add(id);
    const threads = new Map(
      [[A.systemId, faults.a] as const, [B.systemId, faults.b] as const].filter(([id]) => !ended.has(id)),
    );
    shares.add({ residentMb, faults: faults.a + faults.b + faults.other, threads });
  };
  add({ grown: 0 });
  return { add, shares };
}

test('a thread that grows holds what the process grows by', () => {
  const { add, shares } = process();
  add({ grown: 200, a: 200, b: 1 });
  expect(shares.largest([A, B])).toBeUndefined();
  add({ grown: 100, a: 100 });
  expect(shares.largest([A, B])).toBe(A);
});

test('one that is given pages without the process growing holds nothing: it reuses memory', () => {
  const { add, shares } = process();
  for (let n = 0; n < 100; n += 1) add({ grown: 0, a: 500 });
  expect(shares.of(A.systemId)).toBe(0);
});

test('memory that comes and goes is not added up', () => {
  const { add, shares } = process();
  for (let n = 0; n < 100; n += 1) {
    add({ grown: 50, a: 50 });
    add({ grown: -50 });
  }
  expect(shares.of(A.systemId)).toBeLessThan(1);
});

test('what an ended thread leaves behind is nobody’s, however little another one takes', () => {
  const { add, shares } = process();
  add({ grown: 400, a: 400 });
  expect(shares.largest([A, B])).toBe(A);
  add({ grown: 0, ended: [A.systemId] });
  for (let n = 0; n < 50; n += 1) add({ grown: 0, b: 1 });
  expect(shares.largest([B])).toBeUndefined();
});

test('what it gives back is its own, not that of the others', () => {
  const { add, shares } = process();
  add({ grown: 300, a: 200, b: 100 });
  add({ grown: -200, ended: [A.systemId] });
  expect(shares.of(B.systemId)).toBeCloseTo(100);
});

test('the memory of threads that are not watched is nobody’s', () => {
  const { add, shares } = process();
  add({ grown: 3000, a: 1, b: 1, other: 2998 });
  expect(shares.largest([A, B])).toBeUndefined();
});

test('twenty functions that each hold what they may are left alone', () => {
  const shares = new MemoryShares();
  const threads = Array.from({ length: 20 }, (_, index) => ({ systemId: index + 1, memoryMb: 128 }));
  const faults = new Map(threads.map(({ systemId }) => [systemId, 0]));
  shares.add({ residentMb: 100, faults: 0, threads: new Map(faults) });
  for (const { systemId } of threads) {
    faults.set(systemId, 128 * PAGES_PER_MB);
    shares.add({ residentMb: 100 + 128 * systemId, faults: 128 * PAGES_PER_MB * systemId, threads: new Map(faults) });
    expect(shares.largest(threads)).toBeUndefined();
  }
});

test('threads never hold more than the process has grown by, whatever happens', () => {
  const step = fc.record({
    grown: fc.integer({ min: -100, max: 100 }),
    a: fc.nat(200),
    b: fc.nat(200),
    other: fc.nat(200),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 50 }), (steps) => {
      const { add, shares } = process();
      let grown = 0;
      let lowest = 0;
      for (const each of steps) {
        add(each);
        grown += each.grown;
        lowest = Math.min(lowest, grown);
        expect(shares.of(A.systemId) + shares.of(B.systemId)).toBeLessThanOrEqual(grown - lowest + 1e-6);
      }
    }),
  );
});
