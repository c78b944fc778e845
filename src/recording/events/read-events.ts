import { resolve } from 'node:path';
import { isJsonObject, parseJson } from '../../model/base/json.ts';
import { whyUnreadable } from '../../sources/problems/unreadable.ts';
import { UnfitFile } from '../read-recording.ts';
import type { RecordedEvent } from './recorded-event.ts';
import { readRegularFile } from '../../model/base/regular-file.ts';

const MARK = 'gwEmulateEvent';
/** How deep log lines stand in each other: an export that holds JSON log lines that hold our line. */
const DEEPEST = 6;

/** The events of a file, oldest first, and what of it is left out. */
export interface ReadEvents {
  readonly events: readonly RecordedEvent[];
  readonly omitted: readonly string[];
}

/**
 * Reads the recorder's lines out of a file: plain lines, lines with a time and stream before them (`aws logs tail`, S3 exports, Lambda's text
 * format), JSON of `aws logs filter-log-events` or of a Logs Insights query, CSV. Throws `UnfitFile`.
 */
export function readEvents(name: string, cwd: string): ReadEvents {
  let text: string;
  try {
    text = readRegularFile(resolve(cwd, name)).replace(/^\uFEFF/, '');
  } catch (error) {
    throw new UnfitFile(`The events cannot be read: ${whyUnreadable(error, name)}.`);
  }
  const whole = parseJson(text);
  const found = whole === undefined ? text.split(/\r?\n/).flatMap((line) => inLine(line)) : inValue(whole, 0);
  if (found.length === 0) {
    throw new UnfitFile(
      `${name} has no line of the recorder. Wrap a deployed handler with recordEvents of gw-emulate/recorder, and export its log.`,
    );
  }
  const events: RecordedEvent[] = [];
  const omitted: string[] = [];
  for (const line of found) {
    const { event, at, function: functionName, requestId } = line;
    if (isJsonObject(event)) {
      const known = typeof functionName === 'string' ? { function: functionName } : {};
      events.push({ event, at: typeof at === 'number' ? at : 0, ...known });
    } else {
      const why = typeof line['omitted'] === 'string' ? line['omitted'] : 'the event is no object';
      omitted.push(`${typeof requestId === 'string' ? requestId : 'an event'}: ${why}`);
    }
  }
  return { events: events.toSorted((a, b) => a.at - b.at), omitted };
}

type Line = Readonly<Record<string, unknown>>;

/** Every object of the recorder inside a JSON value; log lines in texts are looked into. */
function inValue(value: unknown, depth: number): Line[] {
  if (depth > DEEPEST) return [];
  if (typeof value === 'string')
    return value.includes(MARK) ? value.split('\n').flatMap((line) => inLine(line, depth)) : [];
  if (Array.isArray(value)) return value.flatMap((one) => inValue(one, depth + 1));
  if (!isJsonObject(value)) return [];
  return value[MARK] === undefined ? Object.values(value).flatMap((one) => inValue(one, depth + 1)) : [value];
}

function inLine(line: string, depth = 0): Line[] {
  if (!line.includes(MARK)) return [];
  // CSV doubles the quotes of a field.
  for (const text of [line, line.replaceAll('""', '"')]) {
    for (const start of starts(text)) {
      const value = parseJson(text.slice(start, objectEnd(text, start)));
      if (value !== undefined) return inValue(value, depth + 1);
    }
  }
  return [];
}

/** Where an object may begin: at our own, or at one around it. */
function starts(text: string): number[] {
  const own = text.search(new RegExp(String.raw`\{\s*"${MARK}"`));
  return [...new Set([own, text.indexOf('{')])].filter((start) => start !== -1);
}

/** The end of the object that begins at `start`, quotes and escapes regarded. */
function objectEnd(text: string, start: number): number {
  let depth = 0;
  let isText = false;
  for (let at = start; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (isText && char === '\\') at += 1;
    else if (char === '"') isText = !isText;
    else if (!isText && char === '{') depth += 1;
    else if (!isText && char === '}') {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}
