/**
 * How the gateway or a client ends a connection: the close code on the wire, and what `$disconnect` receives
 * (docs/aws/websocket-api.md#how-a-connection-ends).
 */
export interface CloseCause {
  readonly code: number;
  readonly reason: string;
}

/** Recorded 2024: fired 603.9 s after the last message. */
export const IDLE: CloseCause = { code: 1001, reason: 'Going away' };
/** Inferred: as for idle connections. */
export const TOO_OLD: CloseCause = { code: 1001, reason: 'Going away' };
/** Recorded 2023. A backend cannot choose another code. */
export const DELETED: CloseCause = { code: 1000, reason: 'Connection Closed Normally' };
/** The code is documented; the reason text is not known. */
export const BINARY: CloseCause = { code: 1003, reason: 'Binary frames are not supported' };
/** The code is documented; the reason text is not known. */
export const FRAME_TOO_LARGE: CloseCause = { code: 1009, reason: 'Frame is too large' };
/** The code is documented; the reason text is not known. */
export const MESSAGE_TOO_LARGE: CloseCause = { code: 1009, reason: 'Message is too large' };
/** The API was removed or the emulator stops; AWS is silent on both. */
export const SERVER_STOPPED: CloseCause = { code: 1001, reason: 'Going away' };

const NO_STATUS = 1005;
const ABNORMAL = 1006;

/** No close frame: the client broke off, or the emulator that had the connection is gone. */
export const BROKEN_OFF: CloseCause = { code: ABNORMAL, reason: 'Connection closed abnormally' };

/**
 * What `$disconnect` receives for a close that came from the client. Recorded 2024 for a close frame without a status; the text for a
 * connection that just broke off is not known; any other reason is passed on as the client gave it.
 */
export function clientClose(code: number, reason: string): CloseCause {
  if (code === NO_STATUS) return { code, reason: 'Client-side close frame status not set' };
  if (code === ABNORMAL) return BROKEN_OFF;
  return { code, reason };
}
