import { sep } from 'node:path';
import type { LambdaFunction } from '../../../model/definition/function.ts';
import { FunctionFailure } from '../../function-failure.ts';
import { parseHandler } from '../../handler-string.ts';
import { findHandlerFile } from './handler-file.ts';

const HANDLER_STRING = /^[\w./@-]+\.[\w$]+$/;

/**
 * The files of the handlers that a handler in an installed package wraps (Datadog, New Relic and others): it finds them through a variable
 * such as `DD_LAMBDA_HANDLER`, at the file's path when it runs. Empty for handlers that are the user's own.
 */
export function wrappedHandlers(lambda: LambdaFunction, entryFile: string): string[] {
  if (!entryFile.includes(`${sep}node_modules${sep}`)) return [];
  const files = Object.values(lambda.environment).flatMap((value) =>
    HANDLER_STRING.test(value) ? (fileOf(lambda.root, value) ?? []) : [],
  );
  return [...new Set(files)].filter((file) => file !== entryFile);
}

function fileOf(root: string, handler: string): string | undefined {
  try {
    return findHandlerFile(root, parseHandler(handler));
  } catch (error) {
    if (error instanceof FunctionFailure) return undefined;
    throw error;
  }
}
