import { expect, test } from 'vitest';
import { frame } from '../../../src/sources/problems/frame.ts';

const text = ['one', 'two', '  three: x', 'four', 'five', 'six'].join('\n');

test('a frame shows two lines on each side and a caret under the column', () => {
  expect(frame(text, 3, 10)).toBe(
    ['  1 | one', '  2 | two', '> 3 |   three: x', '    |          ^', '  4 | four', '  5 | five'].join('\n'),
  );
});

test('the first and the last line have frames of what there is', () => {
  expect(frame(text, 1, 1)).toBe(['> 1 | one', '    | ^', '  2 | two', '  3 |   three: x'].join('\n'));
  expect(frame(text, 6, 2)).toBe(['  4 | four', '  5 | five', '> 6 | six', '    |  ^'].join('\n'));
});

test('a line that does not exist has no frame', () => {
  expect(frame(text, 7, 1)).toBe('');
  expect(frame(text, 0, 1)).toBe('');
});

test('tabs take one column and escape sequences do not reach the terminal', () => {
  expect(frame('\ta: \u001b[31mred', 1, 5)).toBe(['> 1 |  a:  [31mred', '    |     ^'].join('\n'));
});

test('a very long line is cut to a window that holds the caret', () => {
  const [line, caret] = frame(`${'x'.repeat(5000)}!${'y'.repeat(5000)}`, 1, 5001).split('\n');
  expect(line?.length).toBeLessThan(140);
  expect(line?.charAt(caret?.indexOf('^') ?? -1)).toBe('!');
});
