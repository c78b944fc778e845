import type { Exchange } from '../../observability/exchange.ts';
import type { Paint, Style } from './colours.ts';

/**
 * One line for one exchange: time, method, path, status, duration, API and what ran; the reason of a refusal below it. `offset`: minutes that
 * UTC is ahead of the reader's clock.
 */
export function exchangeLine(exchange: Exchange, paint: Paint, offset: number): string {
  const time = new Date(exchange.startedAt - offset * 60_000).toISOString().slice(11, 19);
  const status = String(exchange.statusCode);
  const parts = [
    paint('dim', time),
    exchange.method.padEnd(7),
    exchange.path,
    paint(statusStyle(exchange.statusCode), status),
    paint(
      'dim',
      `${duration(exchange.durationMs)}  ${exchange.api}${exchange.target === undefined ? '' : ` → ${exchange.target}`}`,
    ),
  ];
  const line = parts.join('  ');
  return exchange.reason === undefined ? line : `${line}\n          ${paint('yellow', exchange.reason)}`;
}

/** Milliseconds below a second, seconds above. The clock of requests counts whole milliseconds. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return '<1 ms';
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}

function statusStyle(status: number): Style {
  if (status >= 500) return 'red';
  if (status >= 400) return 'yellow';
  return status >= 300 ? 'cyan' : 'green';
}
