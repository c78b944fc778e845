import { REDACTED, redactedValue } from '../model/secrets/redact.ts';

/** One line of the log, as JSON: what `gw-emulate compare --events` reads. */
export interface EventLine {
  /** Version of this form. */
  readonly gwEmulateEvent: 1;
  /** `AWS_LAMBDA_FUNCTION_NAME`. */
  readonly function?: string;
  /** Of the invocation. */
  readonly requestId?: string;
  /** Milliseconds since the epoch. */
  readonly at: number;
  /** Without secrets. */
  readonly event?: unknown;
  /** Why the event is not here. */
  readonly omitted?: string;
}

export interface RecorderOptions {
  /** Receives each line; standard output, which CloudWatch keeps, unless given. */
  readonly log?: (line: string) => void;
  /** Names of further headers, parameters and members whose values are secret. */
  readonly redact?: readonly string[];
  /** Which part of the events is logged, from 0 to 1; all of them unless given. */
  readonly share?: number;
}

/** CloudWatch cuts longer lines into pieces (https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html). */
const LONGEST_LINE = 250_000;

/**
 * Wraps a deployed Lambda handler: each event that it receives is logged as one line of JSON, without secrets, before the handler runs. The
 * handler itself is called as before, whether it is async, takes a callback or streams its response. What goes wrong with the log never
 * reaches it.
 *
 * @example export const handler = recordEvents(async (event) => ({ statusCode: 200 }));
 */
export function recordEvents<Handler extends (...parameters: never[]) => unknown>(
  handler: Handler,
  options: RecorderOptions = {},
): Handler {
  const recorded = function (this: unknown, ...parameters: never[]): unknown {
    logEvent(parameters, options);
    return Reflect.apply(handler, this, parameters);
  };
  // Lambda looks at how many parameters a handler has, and at the symbol by which streamifyResponse marks it.
  for (const key of Reflect.ownKeys(handler)) {
    const property = Object.getOwnPropertyDescriptor(handler, key);
    const isOfTheFunction = key === 'prototype' || key === 'arguments' || key === 'caller';
    if (property !== undefined && !isOfTheFunction) Object.defineProperty(recorded, key, property);
  }
  return recorded as Handler;
}

function logEvent(parameters: readonly unknown[], { log = print, redact = [], share = 1 }: RecorderOptions): void {
  try {
    if (share < 1 && Math.random() >= share) return;
    const [event, ...others] = parameters;
    const requestId = others.map(requestIdOf).find((id) => id !== undefined);
    const name = process.env['AWS_LAMBDA_FUNCTION_NAME'];
    const head = {
      gwEmulateEvent: 1 as const,
      ...(name === undefined ? {} : { function: name }),
      ...(requestId === undefined ? {} : { requestId }),
      at: Date.now(),
    };
    const names = redact.map((one) => one.toLowerCase());
    const line: EventLine = { ...head, event: without(redactedValue(event), names) };
    const text = JSON.stringify(line);
    const isTooLong = Buffer.byteLength(text) > LONGEST_LINE;
    log(isTooLong ? JSON.stringify({ ...head, omitted: `the event has ${text.length} characters` }) : text);
  } catch {
    // A handler must not fail because its event could not be logged.
  }
}

/** Of the context, wherever it stands: behind the event, or behind the response stream. */
function requestIdOf(parameter: unknown): string | undefined {
  if (typeof parameter !== 'object' || parameter === null || !('awsRequestId' in parameter)) return undefined;
  return typeof parameter.awsRequestId === 'string' ? parameter.awsRequestId : undefined;
}

function without(value: unknown, names: readonly string[]): unknown {
  if (names.length === 0 || typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((one) => without(one, names));
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      names.includes(name.toLowerCase()) ? REDACTED : without(member, names),
    ]),
  );
}

/** One write: lines of other output do not come in between, whatever log format the function has. */
function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
