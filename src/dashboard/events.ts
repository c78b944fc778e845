import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Exchange, SentMessage } from '../observability/exchange.ts';
import type { StoredLog } from '../observability/log-store.ts';
import { exchangeSummary } from '../observability/record/exchange-record.ts';
import { stateOf } from './endpoints/apis.ts';
import { shown } from './endpoints/findings.ts';
import type { ConsoleServices } from './services.ts';

/** At most ten updates a second, however much happens. */
const BATCH_MS = 100;
/** Of one kind for each 100 ms that an update was in the making; of more, the newest are sent and the others counted. */
const MAX_BATCH = 200;
/** A line now and then keeps proxies from closing, and notices clients that went away without a word. */
const HEARTBEAT_MS = 15_000;

/**
 * Follows what happens, as server-sent events: `state` first and whenever it changed, then `batch` with `exchanges`, `sent` (messages to
 * WebSocket clients), `logs` and `skipped`. Without a listener, nothing is formatted.
 */
export function followEvents(request: IncomingMessage, response: ServerResponse, services: ConsoleServices): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-store',
    'X-Accel-Buffering': 'no',
  });
  const pending: Pending = { exchanges: [], sent: [], logs: [], state: false };
  let timer: NodeJS.Timeout | undefined;
  let begun = 0;
  const flush = (): void => {
    timer = undefined;
    if (pending.exchanges.length + pending.sent.length + pending.logs.length > 0)
      response.write(event('batch', batchOf(pending, mostAfter(performance.now() - begun), services.journal.total)));
    if (pending.state) response.write(event('state', stateOf(services)));
    Object.assign(pending, { exchanges: [], sent: [], logs: [], state: false });
  };
  const soon = (): void => {
    if (timer !== undefined) return;
    begun = performance.now();
    timer = setTimeout(flush, BATCH_MS);
  };
  const stops = [
    services.journal.subscribe((exchange) => {
      pending.exchanges.push(exchange);
      if (exchange.apiType === 'websocket' && exchange.method !== 'MESSAGE') pending.state = true;
      soon();
    }),
    services.journal.subscribeSent((message) => {
      pending.sent.push(message);
      soon();
    }),
    services.logs.subscribe((log) => {
      pending.logs.push(log);
      soon();
    }),
    services.subscribe(() => {
      pending.state = true;
      soon();
    }),
  ];
  const heartbeat = setInterval(() => response.write(': still here\n\n'), HEARTBEAT_MS);
  request.on('close', () => {
    for (const stop of stops) stop();
    clearInterval(heartbeat);
    clearTimeout(timer);
  });
  response.write(event('state', stateOf(services)));
}

interface Pending {
  exchanges: Exchange[];
  sent: SentMessage[];
  logs: StoredLog[];
  state: boolean;
}

/** A busy machine makes updates late, which is no reason to leave something out. */
function mostAfter(milliseconds: number): number {
  return Math.ceil((MAX_BATCH * Math.max(BATCH_MS, milliseconds)) / BATCH_MS);
}

/** `total`: how many exchanges there were since the start. */
function batchOf({ exchanges, sent, logs }: Pending, most: number, total: number): object {
  const skipped = Math.max(0, exchanges.length - most);
  return {
    exchanges: exchanges.slice(skipped).map(exchangeSummary),
    sent: sent.slice(-most),
    logs: logs.slice(-most).flatMap((log) => shown(log) ?? []),
    skipped,
    total,
  };
}

function event(name: string, data: object): string {
  return `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
}
