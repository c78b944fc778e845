import type { Message } from 'esbuild';
import { failureWithoutStack } from '../../function-failure.ts';
import type { RuntimeErrorObject } from '../../function-failure.ts';
import { isCompilerGone } from '../compile/esbuild.ts';
import { messageFile, unresolvedSpecifier } from '../compile/build-problems.ts';

/**
 * What invoking a function answers that never built: on AWS the same file would fail to load, with `Runtime.ImportModuleError` for an import
 * that cannot be found and `Runtime.UserCodeSyntaxError` for anything else (docs/aws/lambda.md#handler-string).
 */
export function brokenCode(faults: readonly Message[], root: string): RuntimeErrorObject {
  const [first] = faults;
  if (!first) return failureWithoutStack('Runtime.ImportModuleError', 'Error: Cannot find module');
  // Nothing is known of the file: it cannot be loaded.
  if (isCompilerGone(first)) return failureWithoutStack('Runtime.ImportModuleError', `Error: ${first.text}`);
  const specifier = unresolvedSpecifier(first);
  const file = messageFile(first, root) ?? '';
  if (specifier !== undefined) {
    return failureWithoutStack(
      'Runtime.ImportModuleError',
      `Error: Cannot find module '${specifier}'\nRequire stack:\n- ${file}`,
    );
  }
  const failure = failureWithoutStack('Runtime.UserCodeSyntaxError', `SyntaxError: ${first.text}`);
  const place = `    at ${file}:${first.location?.line ?? 1}:${(first.location?.column ?? 0) + 1}`;
  return { ...failure, trace: [...failure.trace, place] };
}
