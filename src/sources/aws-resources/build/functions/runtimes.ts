import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionCode } from '../../../../model/definition/function.ts';

/** What people call the language of a runtime. */
const LANGUAGES: readonly (readonly [RegExp, string])[] = [
  [/^python/, 'Python'],
  [/^java/, 'Java'],
  [/^dotnet/, '.NET'],
  [/^ruby/, 'Ruby'],
  [/^go/, 'Go'],
];

/**
 * The code as this machine runs it: Node functions as they are, Python ones by `python3`, programs of OS-only runtimes where they are built. Code
 * of other languages needs a `command:`.
 */
export function howToRun(runtime: string | undefined, code: FunctionCode, root: string): FunctionCode {
  if (runtime === undefined || runtime.startsWith('nodejs')) return code;
  if (runtime.startsWith('python')) return { kind: 'python', of: code };
  if (runtime.startsWith('provided') && code.kind === 'handler' && existsSync(join(root, 'bootstrap'))) {
    return { kind: 'command', command: './bootstrap' };
  }
  const language = LANGUAGES.find(([pattern]) => pattern.test(runtime))?.[1];
  const what = language === undefined ? `its runtime is ${runtime}` : `it is written in ${language} (${runtime})`;
  return { kind: 'unavailable', why: what };
}
