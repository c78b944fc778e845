import type { Clock } from '../model/base/clock.ts';
import type { WebSocketLimits } from '../model/definition/websocket-api.ts';
import { IDLE, TOO_OLD } from './call/close-codes.ts';
import type { CloseCause } from './call/close-codes.ts';
import type { Connection } from './call/connection.ts';

/**
 * Ends the connection when nothing was said for the idle time, or at its highest age (docs/aws/websocket-api.md#idle-timer). One timer for
 * each connection, set for the earliest moment that either can come: a message only notes the time, so busy connections cost no timers.
 * Replaces an earlier deadline.
 */
export function watchLifetime(
  connection: Connection,
  limits: WebSocketLimits,
  clock: Clock,
  end: (connection: Connection, cause: CloseCause) => void,
): void {
  connection.cancelDeadline?.();
  arm(connection, limits, clock, end);
}

function arm(
  connection: Connection,
  limits: WebSocketLimits,
  clock: Clock,
  end: (connection: Connection, cause: CloseCause) => void,
): void {
  const tooOldAt = connection.connectedAt + limits.maximumSeconds * 1000;
  const idleMs = limits.idleSeconds * 1000;
  const dueAt = Math.min(connection.lastActiveAt + idleMs, tooOldAt);
  connection.cancelDeadline = clock.after(Math.max(0, dueAt - clock.now()), () => {
    const now = clock.now();
    if (now >= tooOldAt) return end(connection, TOO_OLD);
    if (now >= connection.lastActiveAt + idleMs) return end(connection, IDLE);
    return arm(connection, limits, clock, end);
  });
}
