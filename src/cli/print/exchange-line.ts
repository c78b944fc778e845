import { Readable } from 'node:stream';
import type { Exchange } from '../../observability/exchange.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { Paint, Style } from './colours.ts';
import { visibleText } from './visible-text.ts';

/**
 * One line for one exchange: time, method, path with its query, status, duration, API and what ran, cold start, size; the reason of an answer
 * that the gateway itself gave below it. `offset`: minutes that UTC is ahead of the reader's clock;
 * `columns`: of the terminal, where there is one.
 */
export function exchangeLine(exchange: Exchange, paint: Paint, offset: number, columns?: number): string {
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
  return exchange.reason === undefined ? line : `${line}\n${noteLine(exchange.reason, paint, columns)}`;
}

/** Columns of the time, under which nothing else stands. */
const INDENT = 10;
/** Narrower, words are not kept together. */
const MIN_WIDTH = 40;

/** A sentence under a request's line, in as many lines as the terminal needs. */
export function noteLine(text: string, paint: Paint, columns?: number): string {
  const width = columns === undefined ? Number.POSITIVE_INFINITY : Math.max(MIN_WIDTH, columns - INDENT);
  const lines = visibleText(text)
    .split(/\r?\n/)
    .flatMap((line) => wrapped(line, width));
  return lines.map((line) => `${' '.repeat(INDENT)}${paint('yellow', line)}`).join('\n');
}

/** A word that is longer than a line stays whole: it may be a URL. */
function wrapped(line: string, width: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const word of line.split(' ')) {
    if (current !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current = current === '' && lines.length === 0 ? word : `${current} ${word}`;
  }
  return [...lines, current];
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
