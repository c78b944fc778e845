import { readFileSync } from 'node:fs';
import type { InputContext } from '../../src/sources/input.ts';
import type { InputOptions } from '../../src/sources/describe/options.ts';
import { Problems } from '../../src/sources/problems/problems.ts';

export interface TestContext extends InputContext {
  /** `file:line:column message` of what was found, in the order of the files. */
  readonly said: readonly string[];
}

/** What a source is handed in tests: real files in a folder, an empty environment but for what is given. */
export function inputContext(
  cwd: string,
  options: InputOptions = {},
  environment: Record<string, string | undefined> = {},
): TestContext {
  const problems = new Problems();
  return {
    options,
    cwd,
    environment,
    readFile: (file) => readFileSync(file, 'utf8'),
    values: {},
    problems,
    files: new Set(),
    get said() {
      return problems.list.map(({ message, position: at }) =>
        at === undefined ? message : `${at.file}:${at.line}:${at.column} ${message}`,
      );
    },
  };
}
