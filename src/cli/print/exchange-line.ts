import { Readable } from 'node:stream';
import type { Exchange } from '../../observability/exchange.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { Paint, Style } from './colours.ts';
import { visibleText } from './visible-text.ts';

/**
 * One line for one exchange: time, method, path with its query, status, duration, API and what ran, cold start, size; the reason of an answer
 * that the gateway itself gave below it. `offset`: minutes that UTC is ahead of the reader's clock.
 */
export function exchangeLine(exchange: Exchange, paint: Paint, offset: number): string {
  const time = new Date(exchange.startedAt - offset * 60_000).toISOString().slice(11, 19);
  const query = exchange.request?.rawQuery ?? '';
  const initMs = exchange.result?.report.initMs;
  const size = sizeOf(exchange);
  const facts = [
    duration(exchange.durationMs),
    `${exchange.api}${exchange.target === undefined ? '' : ` → ${exchange.target}`}`,
    ...(initMs === undefined ? [] : [`cold start ${duration(initMs)}`]),
    ...(size === undefined || size === 0 ? [] : [bytes(size)]),
  ];
  const drills = (exchange.faults ?? []).map(({ id, kind }) => `drill ${id}: ${kind}`);
  const line = [
    paint('dim', time),
    exchange.method.padEnd(4),
    `${visibleText(exchange.path)}${query === '' ? '' : paint('dim', `?${visibleText(query)}`)}`,
    paint(statusStyle(exchange.statusCode), String(exchange.statusCode)),
    paint('dim', facts.join('  ')),
    ...(drills.length === 0 ? [] : [paint('yellow', drills.join('  '))]),
  ].join('  ');
  return exchange.reason === undefined ? line : `${line}\n${noteLine(exchange.reason, paint)}`;
}

/** A sentence under a request's line. */
export function noteLine(text: string, paint: Paint): string {
  return `          ${paint('yellow', visibleText(text).replace(/\r?\n/g, '\n          '))}`;
}

/** Milliseconds below a second, seconds above. The clock of requests counts whole milliseconds. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return '<1 ms';
  if (milliseconds >= 1000) return `${(milliseconds / 1000).toFixed(2)} s`;
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : Math.round(milliseconds)} ms`;
}

/** Bytes of the response's body; unknown where it was streamed without a length. */
function sizeOf({ response, responseBytes }: Exchange): number | undefined {
  if (responseBytes !== undefined || response === undefined) return responseBytes;
  const { body, headers } = response;
  if (body !== null && !(body instanceof Readable)) return Buffer.byteLength(body);
  const length = firstHeader(headers, 'content-length');
  return length === undefined ? undefined : Number(length);
}

function bytes(count: number): string {
  if (count < 1000) return `${count} B`;
  return count < 1_000_000 ? `${(count / 1000).toFixed(1)} kB` : `${(count / 1_000_000).toFixed(1)} MB`;
}

function statusStyle(status: number): Style {
  if (status >= 500) return 'red';
  if (status >= 400) return 'yellow';
  return status >= 300 ? 'cyan' : 'green';
}
