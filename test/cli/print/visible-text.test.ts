/** Texts of requests, handlers and servers that try to command the terminal that shows them. */
import { expect, test } from 'vitest';
import { closedColours, visibleText } from '../../../src/cli/print/visible-text.ts';

test.each([
  ['clipboard (OSC 52)', '\u001b]52;c;ZXZpbA==\u0007', '\\u001b]52;c;ZXZpbA==\\u0007'],
  ['cleared screen', '\u001b[2Jx', '\\u001b[2Jx'],
  ['C1 form of the same', 'a\u009b2Jb', 'a\\u009b2Jb'],
  ['line written over', 'ok\rfailed', 'ok\\u000dfailed'],
  ['direction of text', '\u202egpj.exe\u2066', '\\u202egpj.exe\\u2066'],
  ['delete and NUL', 'a\u007f\u0000', 'a\\u007f\\u0000'],
])('%s is shown as an escape, with colours too', (_name, text, shown) => {
  expect(visibleText(text)).toBe(shown);
  expect(visibleText(text, true)).toBe(shown);
});

test('line ends of both kinds, tabs and all other text stay', () => {
  const text = 'a\tb\nc\r\nd é ✓ 日本 👩‍👩‍👧';
  expect(visibleText(text)).toBe(text);
});

test('colours stay only where there are colours, and those of a function end with its line', () => {
  const red = '\u001b[31mred\u001b[0m and \u001b[38;5;1mmore';
  expect(visibleText(red, true)).toBe(red);
  expect(visibleText(red)).not.toContain('\u001b');
  expect(closedColours('\u001b[8mhidden')).toBe('\u001b[8mhidden\u001b[0m');
  expect(closedColours('plain')).toBe('plain');
});

test('JSON with escapes in it is the same JSON', () => {
  const value = { text: '\u009b\u202e\u007f' };
  expect(JSON.parse(visibleText(JSON.stringify(value)))).toEqual(value);
});
