import type { HostPort } from '../protocol.ts';
import type { ThrownError } from '../../../model/lambda/thrown-error.ts';
import { errorFacts } from './errors/error-facts.ts';
import { asError, loggedError } from './errors/error-object.ts';
import type { Generation } from './generation.ts';
import { jsonFormat, LEVELS, textFormat } from './log-format.ts';
import type { Level, LineFormat, LogScope } from './log-format.ts';

/** What the developer threw, where AWS reports something else: `undefined` too. */
export interface Raised {
  readonly value: unknown;
}

/** Where console calls and the runtime's own error lines become log records. */
export interface Log {
  readonly scope: LogScope;
  /** An error line of the runtime: `Invoke Error`, `Uncaught Exception` and so on. */
  error(what: string, thrown: unknown, raised?: Raised): void;
  /** A sentence for the developer about what the handler did, once for each environment. Not part of Lambda's log. */
  advise(sentence: string): void;
  /** Text that was written to descriptor 1 or 2. */
  readonly write: (text: string) => void;
  /** Sends what was written to stdout or stderr without a line end so far. */
  flush(): void;
}

const REQUIRE_ESM =
  'Lambda starts Node 20 and 22 so that require() of an ES module fails, and NODE_OPTIONS of this function asks for the same. Bundle the ' +
  'package with the function, or set NODE_OPTIONS to --experimental-require-module.';

type Variables = Readonly<Record<string, string | undefined>>;

/**
 * Makes `console` write Lambda's lines in the format and from the level that the function's variables name, and `process.stdout` and
 * `stderr` write to the log as they are (docs/aws/lambda.md#logs). Lines keep their newlines, as through the framed pipe of the real
 * service.
 */
export function installLog(port: HostPort, generation: Generation, variables: Variables): Log {
  const scope: LogScope = { requestId: undefined, tenantId: undefined };
  const json = variables['AWS_LAMBDA_LOG_FORMAT']?.toUpperCase() === 'JSON';
  const lineFormat = json ? jsonFormat : textFormat(generation === 3 ? 'undefined' : '-');
  let reported: ThrownError | undefined;
  const advised = new Set<string>();
  patchConsole(
    lineFormat,
    lowestLevel(variables['AWS_LAMBDA_LOG_LEVEL']),
    (level, line) => {
      const record = { kind: 'log', level, requestId: scope.requestId, line } as const;
      port.post(reported === undefined ? record : { ...record, thrown: reported });
    },
    scope,
  );
  const output = captureWrites(process.stdout, 1, scope, port);
  const streams = [output, captureWrites(process.stderr, 2, scope, port)];
  return {
    scope,
    error(what, thrown, raised = { value: thrown }) {
      const error = errorFacts(raised.value);
      reported = scope.requestId === undefined ? { what, error, atImport: true } : { what, error };
      try {
        if (json) console.error(asError(thrown, generation));
        else console.error(what, loggedError(thrown, generation));
      } finally {
        reported = undefined;
      }
      if (isCode(thrown, 'ERR_REQUIRE_ESM'))
        port.post({ kind: 'log', level: 'RAW', requestId: scope.requestId, line: REQUIRE_ESM });
    },
    advise(sentence) {
      if (advised.has(sentence)) return;
      advised.add(sentence);
      port.post({ kind: 'log', level: 'WARN', requestId: scope.requestId, line: sentence, advice: true });
    },
    write: output.write,
    flush() {
      for (const { flush } of streams) flush();
    },
  };
}

function isCode(thrown: unknown, code: string): boolean {
  return thrown instanceof Error && 'code' in thrown && thrown.code === code;
}

function lowestLevel(name: string | undefined): number {
  return Math.max(0, LEVELS.indexOf((name?.toUpperCase() ?? 'TRACE') as Level));
}

function patchConsole(
  lineFormat: LineFormat,
  lowest: number,
  send: (level: Level, line: string) => void,
  scope: LogScope,
): void {
  const target = console as unknown as Record<string, unknown>;
  for (const level of LEVELS) {
    const quiet = level !== 'FATAL' && LEVELS.indexOf(level) < lowest;
    target[level.toLowerCase()] = quiet
      ? () => undefined
      : // With nothing to log, AWS's client logs `undefined`.
        (message?: unknown, ...rest: unknown[]) => {
          send(level, lineFormat(level, new Date().toISOString(), scope, [message, ...rest]));
        };
  }
  target['log'] = target['info'];
}

/** A line without an end for so long is sent in pieces: nothing piles up here. */
const MAX_PARTIAL_LINE = 64 * 1024;

interface Captured {
  readonly write: (text: string) => void;
  readonly flush: () => void;
}

/** `descriptor`: what the stream's `fd` says, which threads lack. */
function captureWrites(stream: NodeJS.WriteStream, descriptor: number, scope: LogScope, port: HostPort): Captured {
  let rest = '';
  const send = (line: string): void => port.post({ kind: 'log', level: 'RAW', requestId: scope.requestId, line });
  const flush = (): void => {
    if (rest !== '') send(rest);
    rest = '';
  };
  const add = (text: string): void => {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    for (const line of lines) send(line);
    if (rest.length > MAX_PARTIAL_LINE) flush();
  };
  const write = (chunk: Uint8Array | string, ...others: readonly unknown[]): boolean => {
    const encoding = typeof others[0] === 'string' ? (others[0] as BufferEncoding) : 'utf8';
    add(typeof chunk === 'string' ? Buffer.from(chunk, encoding).toString() : Buffer.from(chunk).toString());
    const callback = others.find((other) => typeof other === 'function');
    if (callback !== undefined) process.nextTick(callback);
    return true;
  };
  stream.write = write;
  Object.defineProperty(stream, 'fd', { value: descriptor, configurable: true, enumerable: true, writable: true });
  return { write: add, flush };
}
