import type { Connection } from '../call/connection.ts';

/**
 * Bytes that may wait for a client that reads slowly: 32 messages of the largest size. AWS has such a buffer too
 * (`LimitExceededException` is documented for a full one) but does not document its size.
 */
const BACKLOG_BYTES = 4 * 1024 * 1024;

/** Sends one text message to an open connection and counts it as activity. `full` sends nothing. */
export function sendText(connection: Connection, text: string, now: number): 'sent' | 'full' | 'gone' {
  const { transport } = connection;
  if (!transport) return 'gone';
  if (transport.bufferedBytes() > BACKLOG_BYTES) return 'full';
  transport.sendText(text);
  connection.lastActiveAt = now;
  return 'sent';
}
