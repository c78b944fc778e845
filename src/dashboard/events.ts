import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LiveFeed } from './live-feed.ts';

/** A line now and then keeps proxies from closing, and notices clients that went away without a word. */
const HEARTBEAT_MS = 15_000;
/** The most bytes that may wait for a client. A client that does not read is disconnected; it reads the list again when it reconnects. */
const MOST_BEHIND = 4 * 1024 * 1024;

/**
 * Follows what happens, as server-sent events: `state` first and whenever it changed, then `batch` with `exchanges`, `underWay`, `sent`
 * (messages to WebSocket clients), `skipped`, `total`, `lastLog` (number of the newest line of all logs), and with `?logs=true` also `logs`.
 */
export function followEvents(request: IncomingMessage, response: ServerResponse, feed: LiveFeed): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  const logs = new URL(request.url ?? '/', 'http://local').searchParams.get('logs') === 'true';
  const stop = feed.follow(
    (update) => {
      if (response.writableLength > MOST_BEHIND) response.destroy();
      else response.write(update);
    },
    { logs },
  );
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  request.on('close', () => {
    stop();
    clearInterval(heartbeat);
  });
}
