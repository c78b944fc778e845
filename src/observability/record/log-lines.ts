import { isJsonObject, parseJson } from '../../model/base/json.ts';

/** One line that a handler wrote. */
export interface LogLine {
  /** Milliseconds since the epoch; of the invocation's begin where the line does not say. */
  readonly time: number;
  /** `TRACE`, `DEBUG`, `INFO`, `WARN`, `ERROR`, `FATAL`; `INFO` for what was written to stdout directly. */
  readonly level: string;
  readonly text: string;
  readonly requestId: string;
}

/** Lambda's text format: time, request id, level and text between tabs. */
const TEXT_LINE = /^(\d{4}-\d\d-\d\dT[\d:.]+Z)\t([^\t]*)\t([A-Z]+)\t([\s\S]*)$/;
const PLATFORM_LINE = /^(?:START|END|REPORT|INIT_START|INIT_REPORT) (?:RequestId|Runtime Version|Init Duration): /;

/** Reads finished log lines back. The platform's own lines (START, END, REPORT) are no part of it. */
export function readLogLines(lines: readonly string[], requestId: string, startedAt: number): LogLine[] {
  return lines.flatMap((line) => readLogLine(line, requestId, startedAt) ?? []);
}

/** One line; `undefined` for the platform's own and for empty ones. */
export function readLogLine(line: string, requestId: string, startedAt: number): LogLine | undefined {
  const text = TEXT_LINE.exec(line);
  if (text !== null) {
    const [, time = '', id = '', level = 'INFO', rest = ''] = text;
    return { time: Date.parse(time), level, text: rest, requestId: id === 'undefined' || id === '' ? requestId : id };
  }
  if (line === '' || PLATFORM_LINE.test(line)) return undefined;
  const json = jsonLine(line, requestId, startedAt);
  if (json === 'platform') return undefined;
  return json ?? { time: startedAt, level: 'INFO', text: line, requestId };
}

/** Lambda's JSON format: `timestamp`, `level`, `message`, `requestId`; platform lines have `type: platform.*` instead. */
function jsonLine(line: string, requestId: string, startedAt: number): LogLine | 'platform' | undefined {
  if (!line.startsWith('{')) return undefined;
  const value = parseJson(line);
  if (!isJsonObject(value)) return undefined;
  if (typeof value['type'] === 'string' && value['type'].startsWith('platform.')) return 'platform';
  const { timestamp, level, message } = value;
  if (typeof timestamp !== 'string' || typeof level !== 'string') return undefined;
  const id = typeof value['requestId'] === 'string' ? value['requestId'] : requestId;
  const time = Date.parse(timestamp);
  const text = typeof message === 'string' ? message : (JSON.stringify(message ?? value) ?? line);
  return { time: Number.isNaN(time) ? startedAt : time, level, text, requestId: id };
}
