import type { LogRecord } from '../../../model/lambda/invocation.ts';
import { isJsonObject, parseJson } from '../../../model/base/json.ts';
import type { Paint, Style } from '../colours.ts';
import { closedColours, visibleText } from '../visible-text.ts';
import { isForeignFrame } from './own-frames.ts';

/** How a line of a function is shown. */
export interface LogLineOptions {
  readonly paint: Paint;
  /** Columns of the function's name. */
  readonly width: number;
  /** `13:32:28`, for a line that does not say its own time. */
  readonly now: string;
  /** Minutes that UTC is ahead of the reader's clock. */
  readonly offset: number;
  /** Which request the line belongs to, where several are under way. */
  readonly request?: string | undefined;
}

const STYLES: Partial<Record<LogRecord['level'], Style>> = {
  TRACE: 'dim',
  DEBUG: 'dim',
  WARN: 'yellow',
  ERROR: 'red',
  FATAL: 'red',
  PLATFORM: 'dim',
};

/**
 * A line that a function wrote: time, function, the level unless it is INFO, the text. Each further line of the text begins with the same
 * bar. Of stacks, frames of Node and of the emulator are left away.
 */
export function logLine(record: LogRecord, options: LogLineOptions): string {
  const { paint, width, request } = options;
  const { time, text } = partsOf(record);
  const style = STYLES[record.level];
  const when = time === undefined ? options.now : clockTime(Date.parse(time), options.offset);
  const name = record.functionName.padEnd(width);
  const bar = paint(style ?? 'dim', '│');
  const word = style === undefined || record.level === 'PLATFORM' ? '' : `${record.level} `;
  const id = request === undefined ? '' : paint('cyan', `${request} `);
  const [first = '', ...rest] = text.split(/\r?\n/).filter((line) => !isForeignFrame(line));
  // Without colours of ours, those of the function are shown as escapes: nothing needs to end them.
  const ended = paint('dim', '') === '' ? (line: string): string => line : closedColours;
  const painted = (line: string): string => ended(style === undefined ? line : paint(style, line));
  const head = `${paint('dim', when)}  ${paint('dim', name)} ${bar} ${id}${painted(word + first)}`;
  const margin = ' '.repeat(when.length + 2 + width + 1);
  return [head, ...rest.map((line) => `${margin}${bar} ${painted(line)}`)].join('\n');
}

/** A line of an API's access or execution log, in the form of a function's. `kind`: `access`. */
export function gatewayLine(api: string, kind: string, text: string, options: Omit<LogLineOptions, 'offset'>): string {
  const { paint, width, now, request } = options;
  const id = request === undefined ? '' : `${paint('cyan', request)} `;
  const [first = '', ...rest] = visibleText(text).split(/\r?\n/);
  const bar = paint('dim', '│');
  const head = `${paint('dim', now)}  ${paint('dim', api.padEnd(width))} ${bar} ${paint('dim', kind)} ${id}${first}`;
  const margin = ' '.repeat(now.length + 2 + width + 1);
  return [head, ...rest.map((line) => `${margin}${bar} ${line}`)].join('\n');
}

/** `HH:MM:SS` on the reader's clock. */
export function clockTime(milliseconds: number, offset: number): string {
  return new Date(milliseconds - offset * 60_000).toISOString().slice(11, 19);
}

/** Lambda's text format is time, request id, level and text with tabs between, its JSON format an object (docs/aws/lambda.md#logs). */
function partsOf({ line, level }: LogRecord): { readonly time?: string; readonly text: string } {
  if (level === 'RAW' || level === 'PLATFORM') return { text: line };
  const match = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\t[^\t]*\t[A-Z]+\t([^]*)$/.exec(line);
  if (match !== null) return { time: match[1] ?? '', text: match[2] ?? '' };
  const value = line.startsWith('{') ? parseJson(line) : undefined;
  if (!isJsonObject(value)) return { text: line };
  const { timestamp, level: _, requestId: _id, message, ...others } = value;
  if (typeof timestamp !== 'string' || Number.isNaN(Date.parse(timestamp))) return { text: line };
  const shown = typeof message === 'string' ? message : JSON.stringify(message);
  const more = Object.keys(others).length === 0 ? '' : ` ${JSON.stringify(others)}`;
  return { time: timestamp, text: `${shown}${more}` };
}
