import { format } from 'node:util';
import { FunctionFailure } from '../../function-failure.ts';

export const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARN', 'ERROR', 'FATAL'] as const;
export type Level = (typeof LEVELS)[number];

/** Which invocation a line belongs to. */
export interface LogScope {
  requestId: string | undefined;
  tenantId: string | undefined;
}

export type LineFormat = (level: Level, time: string, scope: LogScope, parameters: readonly unknown[]) => string;

/**
 * `<time>\t<request id>\t<level>\t<text>` (docs/aws/lambda.md#text-format). `outside` stands for the request id when no invocation has run
 * yet.
 */
export function textFormat(outside: string): LineFormat {
  return (level, time, scope, parameters) =>
    `${time}\t${scope.requestId ?? outside}\t${level}\t${format(...parameters)}`;
}

/** One JSON object a line (docs/aws/lambda.md#json-format). */
export const jsonFormat: LineFormat = (level, time, scope, parameters) => {
  const head: Record<string, unknown> = { timestamp: time, level, requestId: scope.requestId };
  if (scope.tenantId !== undefined) head['tenantId'] = scope.tenantId;
  if (parameters.length === 1) return single(head, parameters[0]);
  const error = parameters.find((parameter) => parameter instanceof Error);
  const details = error === undefined ? {} : described(error);
  return JSON.stringify({ ...head, message: format(...parameters), ...details });
};

function single(head: Record<string, unknown>, message: unknown): string {
  try {
    return JSON.stringify({ ...head, message }, (_key, value: unknown) =>
      value instanceof Error ? Object.assign(describedAlone(value), value) : value,
    );
  } catch {
    return JSON.stringify({ ...head, message: format(message) });
  }
}

/** With a stack that is none as it is. */
function describedAlone(error: Error): Record<string, unknown> {
  const stack: unknown = error.stack;
  return typeof stack === 'string' ? described(error) : { ...described(error), stackTrace: stack };
}

function described(error: Error): Record<string, unknown> {
  return {
    errorType: classNameOf(error),
    errorMessage: error.message,
    stackTrace: typeof error.stack === 'string' ? error.stack.split('\n') : [],
  };
}

/** AWS's client has a class for each of its own errors: `ImportModuleError` is `Runtime.ImportModuleError`. */
function classNameOf(error: Error): string {
  if (error instanceof FunctionFailure) return error.name.replace(/^Runtime\./, '');
  return (error as { readonly constructor?: { readonly name?: string } }).constructor?.name ?? 'UnknownError';
}
