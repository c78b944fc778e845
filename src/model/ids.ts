import { randomBytes, randomUUID } from 'node:crypto';

/** Identifiers in the forms that AWS gives them, passed in so that tests decide them. */
export interface Ids {
  /** Lower-case UUID: Lambda and REST API request ids. */
  uuid(): string;
  /**
   * 15 characters of the base64url alphabet and `=`: HTTP API request ids, REST extended request ids, WebSocket connection, message
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
  extended: () => `${randomBytes(12).toString('base64url').slice(0, 15)}=`,
  traceRoot: (nowMs) =>
    `1-${Math.floor(nowMs / 1000)
      .toString(16)
      .padStart(8, '0')}-${randomBytes(12).toString('hex')}`,
  segment: () => randomBytes(8).toString('hex'),
};
