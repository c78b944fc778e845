import { randomBytes } from 'node:crypto';

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
  uuid: cutFrom(uuids, 36),
  extended: cutFrom(extendedTexts, 16),
  traceRoot(nowMs) {
    const seconds = Math.floor(nowMs / 1000).toString(16);
    return `1-${seconds.padStart(8, '0')}-${rootDigits()}`;
  },
  segment: cutFrom(hexDigits, 16),
};

const rootDigits = cutFrom(hexDigits, 24);

/** Random bytes that are asked for, and written as text, at a time. Divisible by 12. */
const BATCH_BYTES = 3072;

/** Cuts one text after the other off a long one: making each by itself costs more than the routing of its request. */
function cutFrom(make: () => string, length: number): () => string {
  let text = '';
  let used = 0;
  return () => {
    if (used + length > text.length) {
      text = make();
      used = 0;
    }
    used += length;
    return text.slice(used - length, used);
  };
}

/**
 * Version 4 of RFC 9562. `randomUUID` puts each together out of twenty short texts, which stay apart until somebody reads it, and a thousand are held.
 */
function uuids(): string {
  const bytes = randomBytes(BATCH_BYTES);
  const text = Buffer.alloc((BATCH_BYTES / 16) * 36, '-');
  for (let i = 0, at = 0; i < bytes.length; i += 16, at += 36) {
    bytes[i + 6] = ((bytes[i + 6] ?? 0) & 0x0f) | 0x40;
    bytes[i + 8] = ((bytes[i + 8] ?? 0) & 0x3f) | 0x80;
    const digits = bytes.toString('hex', i, i + 16);
    text.write(digits.slice(0, 8), at, 'latin1');
    text.write(digits.slice(8, 12), at + 9, 'latin1');
    text.write(digits.slice(12, 16), at + 14, 'latin1');
    text.write(digits.slice(16, 20), at + 19, 'latin1');
    text.write(digits.slice(20), at + 24, 'latin1');
  }
  return text.toString('latin1');
}

function hexDigits(): string {
  return randomBytes(BATCH_BYTES).toString('hex');
}

/** Twelve bytes give sixteen characters: eleven random ones and a zero give fifteen that belong to the eleven, and one that makes room for `=`. */
function extendedTexts(): string {
  const bytes = randomBytes(BATCH_BYTES);
  for (let i = 0; i < bytes.length; i += 12) {
    // The first character is a letter: command lines would take a connection id that begins with `-` for an option.
    bytes[i] = (bytes[i] ?? 0) & 0x7f;
    bytes[i + 11] = 0;
  }
  const text = Buffer.from(bytes.toString('base64url'), 'latin1');
  for (let i = 15; i < text.length; i += 16) text[i] = 0x3d;
  return text.toString('latin1');
}
