import { randomInt, randomUUID } from 'node:crypto';
import type { Clock } from '../../model/base/clock.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

/** Where the values of `{{names}}` come from, first found first. */
export interface VariableScope {
  /** Given on the command line. */
  readonly given: Readonly<Record<string, string>>;
  /** `@name = value` of the file; they may hold others. */
  readonly file: ReadonlyMap<string, string>;
  /** Of the chosen environment of `http-client.env.json`. */
  readonly environment: Readonly<Record<string, string>>;
  /** The process's environment, for `{{$processEnv NAME}}`. */
  readonly process: Readonly<Record<string, string | undefined>>;
  readonly clock: Clock;
  /** Requests of the file that have a name: `{{name.response.body.id}}` is known when they have been played. */
  readonly named?: ReadonlySet<string>;
}

/** Values may name each other; more levels than this are a circle. */
const DEEPEST = 20;

/** Values that one text may take in, with those inside of them. */
const MOST_VALUES = 10_000;

/** Characters that a value may grow to: each of twenty levels can double it. */
const LONGEST = 1_000_000;

/**
 * A text with its `{{names}}` replaced. Calls `missing` with the name of each that has no value, or whose value grows beyond bounds, which then
 * stays as written.
 */
export function expand(text: string, scope: VariableScope, missing: (name: string) => void): string {
  return expandWithin(text, scope, missing, 0, { left: MOST_VALUES });
}

function expandWithin(
  text: string,
  scope: VariableScope,
  missing: (name: string) => void,
  depth: number,
  values: { left: number },
): string {
  let length = 0;
  return text.replace(/\{\{\s*([^{}]+?)\s*\}\}/g, (written, name: string) => {
    const value = valueOf(name, scope);
    const [, request] = /^([\w-]+)\.(?:request|response)\.(?:body|headers)\b/.exec(name) ?? [];
    if (value === undefined && request !== undefined && scope.named?.has(request) === true) return `{{${name}}}`;
    values.left -= 1;
    if (value === undefined || depth > DEEPEST || values.left < 0) {
      missing(name);
      return written;
    }
    if (length > LONGEST) return written;
    const expanded = expandWithin(value, scope, missing, depth + 1, values);
    length += expanded.length;
    if (length > LONGEST) missing(name);
    return length > LONGEST ? written : expanded;
  });
}

function valueOf(name: string, scope: VariableScope): string | undefined {
  if (name.startsWith('$')) return systemValue(name, scope);
  // REST Client percent-encodes what is written as {{%name}}.
  if (name.startsWith('%')) {
    const value = valueOf(name.slice(1), scope);
    return value === undefined ? undefined : percentEncode(value);
  }
  return own(scope.given, name) ?? scope.file.get(name) ?? own(scope.environment, name);
}

/** The dynamic variables of the REST Client and of JetBrains' HTTP client. */
function systemValue(name: string, { process, clock }: VariableScope): string | undefined {
  const [word = '', ...rest] = name.split(/\s+/);
  const now = new Date(clock.now() + offset(rest));
  switch (word) {
    case '$guid':
    case '$uuid':
    case '$random.uuid':
      return randomUUID();
    case '$timestamp':
      return String(Math.floor(now.getTime() / 1000));
    case '$isoTimestamp':
      return now.toISOString();
    case '$datetime':
    case '$localDatetime':
      return datetime(rest.join(' '), now);
    case '$randomInt':
      return String(between(rest[0], rest[1] ?? '1000'));
    case '$processEnv':
    case '$dotenv':
      return own(process, (rest[0] ?? '').replace(/^%/, ''));
    default:
      break;
  }
  const ofEnvironment = /^\$env\.(\w+)$/.exec(word)?.[1];
  if (ofEnvironment !== undefined) return own(process, ofEnvironment);
  const range = /^\$random\.integer\((\d+),(\d+)\)$/.exec(name.replaceAll(/\s/g, ''));
  return range === null ? undefined : String(between(range[1], range[2]));
}

/** `rfc1123`, `iso8601`, or a format in quotes with the tokens that dates and times are mostly written with; UTC. */
function datetime(written: string, now: Date): string | undefined {
  if (written.startsWith('rfc1123')) return now.toUTCString();
  if (written.startsWith('iso8601')) return now.toISOString();
  const format = /^(["'])(.*?)\1/.exec(written)?.[2];
  const [year = '', month = '', day = '', hour = '', minute = '', second = '', milliseconds = ''] = now
    .toISOString()
    .split(/\D/);
  const parts: Readonly<Record<string, string>> = {
    YYYY: year,
    YY: year.slice(2),
    MM: month,
    DD: day,
    HH: hour,
    mm: minute,
    ss: second,
    SSS: milliseconds,
    Z: '+00:00',
  };
  return format?.replaceAll(/YYYY|YY|MM|DD|HH|mm|ss|SSS|Z/g, (token) => parts[token] ?? token);
}

function between(from = '0', to = '1000'): number {
  const [low, high] = [Number(from), Number(to)];
  return Number.isInteger(low) && Number.isInteger(high) && high > low ? randomInt(low, high) : 0;
}

/** `{{$timestamp -1 d}}`, `{{$datetime iso8601 2 h}}`: milliseconds. */
function offset(words: readonly string[]): number {
  const match = /(-?(?<!\d)\d+)\s+(ms|[smhdw])$/.exec(words.join(' '));
  const units: Readonly<Record<string, number>> = {
    ms: 1,
    s: 1000,
    m: 60_000,
    h: 3_600_000,
    d: 86_400_000,
    w: 604_800_000,
  };
  return match === null ? 0 : Number(match[1]) * (units[match[2] ?? ''] ?? 0);
}

function own(values: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  return Object.hasOwn(values, name) ? values[name] : undefined;
}
