// Header values between bytes and text. What AWS does is not known: docs/uncertain.md.
import { expect, test } from 'vitest';
import { headerBytes, headerText } from '../../src/model/http/headers/header-text.ts';

/** One character a byte, as Node shows a header. */
const wire = (...bytes: number[]): string => Buffer.from(bytes).toString('latin1');

test.each([
  ['plain', 'plain'],
  ['', ''],
  ['Jürgen', Buffer.from('Jürgen').toString('latin1')],
  ['日本 €', Buffer.from('日本 €').toString('latin1')],
  ['\u{1f080}', Buffer.from('\u{1f080}').toString('latin1')],
])('the text %j is sent as UTF-8, and read as that text again', (text, bytes) => {
  expect(headerBytes(text)).toBe(bytes);
  expect(headerText(bytes)).toBe(text);
});

test.each([[wire(0x4a, 0xfc, 0x72)], [wire(0xff, 0x80, 0xc3, 0xbc)], [wire(0xc3)], [wire(0xed, 0xb2, 0x80)]])(
  'bytes that are no UTF-8 (%j) pass unchanged',
  (bytes) => {
    expect(headerBytes(headerText(bytes))).toBe(bytes);
  },
);

test('text made of such bytes and others keeps both', () => {
  expect(headerBytes(`ü${headerText(wire(0xfc))}`)).toBe(wire(0xc3, 0xbc, 0xfc));
});
