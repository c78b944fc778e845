import { randomFillSync, randomUUID } from 'node:crypto';

/** Identifiers in the forms that AWS gives them, passed in so that tests decide them. */
export interface Ids {
  /** Lower-case UUID: Lambda and REST API request ids. */
  uuid(): string;
  /**
   * 11 bytes in base64url with its `=`, 16 characters: HTTP API request ids, REST extended request ids, WebSocket connection, message
   * and request ids (observed form, e.g. `J60wWgQVoAMEPEA=`).
   */
  extended(): string;
  /** The root of an X-Ray trace id: `1-` + 8 hex digits of the time in seconds + `-` + 24 random hex digits. */
  traceRoot(nowMs: number): string;
  /** 16 hex digits: the parent segment of a trace header. */
  segment(): string;
}

export const randomIds: Ids = {
  uuid: randomUUID,
  extended() {
    const bytes = freshBytes(11);
    // The first character is a letter: command lines would take a connection id that begins with `-` for an option.
    bytes[0] = (bytes[0] ?? 0) & 0x7f;
    return `${bytes.toString('base64url')}=`;
  },
  traceRoot: (nowMs) =>
    `1-${Math.floor(nowMs / 1000)
      .toString(16)
      .padStart(8, '0')}-${freshBytes(12).toString('hex')}`,
  segment: () => freshBytes(8).toString('hex'),
};

/** Asking the system for a few bytes at a time costs more than the rest of a request; so many are asked for at once. */
const pool = Buffer.alloc(4096);
let used = pool.length;

function freshBytes(count: number): Buffer {
  if (used + count > pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  used += count;
  return pool.subarray(used - count, used);
}
