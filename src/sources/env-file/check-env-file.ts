import { readEnvNames } from './env-names.ts';
import type { Problems } from '../problems/problems.ts';

const HINT = 'Write NAME=value. A comment begins with "#"; a value with blanks or "#" stands in quotes.';

/**
 * Warns of the lines of a .env file that set nothing, and of names that are set twice: they are read without a word otherwise. `file`: its
 * name as messages give it.
 */
export function checkEnvFile(text: string, file: string, problems: Problems): void {
  problems.addSource({ file, text });
  const lines = new Map<string, number>();
  for (const { line, name, fault } of readEnvNames(text)) {
    const position = { file, line, column: 1 };
    if (fault === 'unreadable') problems.warning('this line of the env file sets no variable', position, HINT);
    else if (fault === 'colon')
      problems.warning('this line of the env file sets no variable: ":" stands where "=" belongs', position, HINT);
    else if (fault === 'unclosed') problems.warning(`the quote of ${name} is not closed`, position, HINT);
    else {
      const first = lines.get(name);
      if (first !== undefined)
        problems.warning(`${name} is set in line ${first} already; the last one counts`, position);
      lines.set(name, line);
    }
  }
}
