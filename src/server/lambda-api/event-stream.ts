import { crc32 } from 'node:zlib';

/** Header value type of a string. */
const STRING = 7;

/**
 * One message of `application/vnd.amazon.eventstream` (docs/aws/lambda.md#invoke-with-response-stream): total length, length of the
 * headers, CRC of these two; headers; payload; CRC of everything before. All numbers big-endian, 32 bits.
 */
export function eventStreamMessage(headers: Readonly<Record<string, string>>, payload: Uint8Array): Buffer {
  const head = Buffer.concat(Object.entries(headers).map(([name, value]) => headerOf(name, value)));
  const message = Buffer.alloc(16 + head.length + payload.length);
  message.writeUInt32BE(message.length, 0);
  message.writeUInt32BE(head.length, 4);
  message.writeUInt32BE(crc32(message.subarray(0, 8)), 8);
  message.set(head, 12);
  message.set(payload, 12 + head.length);
  message.writeUInt32BE(crc32(message.subarray(0, -4)), message.length - 4);
  return message;
}

/** Name with a length of one byte, the type, value with a length of two. */
function headerOf(name: string, value: string): Buffer {
  const nameBytes = Buffer.from(name);
  const valueBytes = Buffer.from(value);
  return Buffer.concat([
    Buffer.from([nameBytes.length]),
    nameBytes,
    Buffer.from([STRING, valueBytes.length >> 8, valueBytes.length & 0xff]),
    valueBytes,
  ]);
}
