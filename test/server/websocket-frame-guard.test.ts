// Sizes read from frame headers (RFC 6455 5.2): limits of docs/aws/websocket-api.md#sizes.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameGuard } from '../../src/server/websocket-frame-guard.ts';

const CONTINUATION = 0x0;
const TEXT = 0x1;
const BINARY = 0x2;
const PING = 0x9;

function frame(opcode: number, length: number, isLast = true, masked = true): Buffer {
  const first = (isLast ? 0x80 : 0) | opcode;
  const mask = masked ? 0x80 : 0;
  const header =
    length < 126
      ? [first, mask | length]
      : length < 65_536
        ? [first, mask | 126, length >> 8, length & 0xff]
        : [
            first,
            mask | 127,
            0,
            0,
            0,
            0,
            (length >>> 24) & 0xff,
            (length >>> 16) & 0xff,
            (length >>> 8) & 0xff,
            length & 0xff,
          ];
  // Payload bytes that would be frame headers if somebody took them for such.
  return Buffer.concat([Buffer.from(header), Buffer.alloc(masked ? 4 : 0, 0x81), Buffer.alloc(length, 0xff)]);
}

function guard(frameBytes = 32_768, messageBytes = 131_072): FrameGuard {
  return new FrameGuard({ frameBytes, messageBytes });
}

test.each([
  { length: 0, oversize: undefined },
  { length: 125, oversize: undefined },
  { length: 126, oversize: undefined },
  { length: 32_768, oversize: undefined },
  { length: 32_769, oversize: 'frame' },
  { length: 65_536, oversize: 'frame' },
])('a frame of $length bytes is too large: $oversize', ({ length, oversize }) => {
  const reading = guard();
  reading.read(frame(TEXT, length));
  expect(reading.oversize).toBe(oversize);
  expect(reading.completeMessages).toBe(oversize === undefined ? 1 : 0);
});

test('the size is known from the header, before any payload has come', () => {
  const reading = guard();
  reading.read(frame(TEXT, 32_769).subarray(0, 4));
  expect(reading.oversize).toBe('frame');
});

test('frames of one message add up; the next message starts from nothing', () => {
  const reading = guard(100, 250);
  reading.read(frame(TEXT, 100, false));
  reading.read(frame(CONTINUATION, 100, false));
  reading.read(frame(CONTINUATION, 50));
  reading.read(frame(BINARY, 100));
  expect(reading.oversize).toBeUndefined();
  expect(reading.completeMessages).toBe(2);
  reading.read(frame(TEXT, 100, false));
  reading.read(frame(CONTINUATION, 100, false));
  reading.read(frame(CONTINUATION, 51));
  expect(reading.oversize).toBe('message');
  expect(reading.completeMessages).toBe(2);
});

test('control frames between the frames of a message do not count', () => {
  const reading = guard(100, 150);
  reading.read(frame(TEXT, 100, false));
  reading.read(frame(PING, 125));
  reading.read(frame(CONTINUATION, 50));
  expect(reading.oversize).toBeUndefined();
  expect(reading.completeMessages).toBe(1);
});

test('a length of 2^63 is too large, not negative', () => {
  const reading = guard();
  reading.read(Buffer.from([0x81, 0xff, 0x80, 0, 0, 0, 0, 0, 0, 0]));
  expect(reading.oversize).toBe('frame');
});

test('however the bytes are cut into chunks, the verdict is the same', () => {
  const frames = fc.array(fc.record({ length: fc.nat(300), isLast: fc.boolean(), masked: fc.boolean() }), {
    maxLength: 8,
  });
  fc.assert(
    fc.property(frames, fc.array(fc.integer({ min: 1, max: 50 }), { minLength: 1 }), (sent, cuts) => {
      const bytes = Buffer.concat(sent.map(({ length, isLast, masked }) => frame(TEXT, length, isLast, masked)));
      const whole = guard(250, 500);
      whole.read(bytes);
      const cut = guard(250, 500);
      for (let at = 0, turn = 0; at < bytes.length; turn += 1) {
        const size = cuts[turn % cuts.length] ?? 1;
        cut.read(bytes.subarray(at, at + size));
        at += size;
      }
      expect([cut.oversize, cut.completeMessages]).toEqual([whole.oversize, whole.completeMessages]);
    }),
  );
});
