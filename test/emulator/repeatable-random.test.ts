import { expect, test } from 'vitest';
import { repeatableRandom } from '../../src/emulator/apis/repeatable-random.ts';

const numbers = (seed: string, count: number): number[] => {
  const random = repeatableRandom(seed);
  return Array.from({ length: count }, () => random());
};

test('the same seed gives the same numbers, another one others', () => {
  expect(numbers('a1b2c3d4e5', 100)).toEqual(numbers('a1b2c3d4e5', 100));
  expect(numbers('a1b2c3d4e5', 5)).not.toEqual(numbers('f6g7h8i9j0', 5));
});

test('a tenth of them lies below a tenth, and all from 0 up to 1', () => {
  const all = numbers('shop', 100_000);
  expect(all.every((number) => number >= 0 && number < 1)).toBe(true);
  const share = all.filter((number) => number < 0.1).length / all.length;
  expect(share).toBeGreaterThan(0.095);
  expect(share).toBeLessThan(0.105);
});
