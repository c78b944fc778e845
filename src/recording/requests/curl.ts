import { whyUnreadable } from '../../sources/problems/unreadable.ts';
import type { Problems } from '../../sources/problems/problems.ts';
import { CurlRefusal, curlRequests, type ReadFile } from './curl-command.ts';
import { shellCommands } from './shell-words.ts';
import type { ReadRequests, Skipped, WrittenRequest } from './written-request.ts';

/** Requests of a text with curl commands, one after another as in a shell script. Variables are those of the script and of `environment`. */
export function readCurl(
  text: string,
  file: string,
  options: { readonly environment: Readonly<Record<string, string | undefined>>; readonly readFile: ReadFile },
  problems: Problems,
): ReadRequests {
  problems.addSource({ file, text });
  const assigned = new Map<string, string>();
  for (const [, name = '', value = ''] of text.matchAll(
    /^[ \t]*(?:export[ \t]+)?([A-Za-z_]\w*)=(\S*|"[^"$`]*"|'[^']*')[ \t]*$/gm,
  ))
    assigned.set(name, value.replace(/^(["'])(.*)\1$/s, '$2'));
  const { commands, unreadable } = shellCommands(text, (name) => assigned.get(name) ?? options.environment[name]);
  const requests: WrittenRequest[] = [];
  const skipped: Skipped[] = [];
  for (const { line, what } of unreadable) {
    problems.error(
      `the command has ${what}`,
      { file, line, column: 1 },
      'Nothing is run here: write its value, or set the variable in the environment.',
    );
  }
  for (const { line, words } of commands) {
    const position = { file, line, column: 1 };
    // `$ curl …`, as documentation shows it.
    const [program = '', ...rest] = words[0] === '$' ? words.slice(1) : words;
    if (/^(?:export|[A-Za-z_]\w*=.*)$/s.test(program)) continue;
    if (!/(?:^|\/)curl(?:\.exe)?$/.test(program)) {
      skipped.push({ what: `"${program}" is not curl`, position });
      continue;
    }
    try {
      requests.push(...curlRequests(rest, options.readFile).map((request) => ({ ...request, position })));
    } catch (error) {
      problems.error(
        error instanceof CurlRefusal ? error.message : whyUnreadable(error, 'a file of the command'),
        position,
      );
    }
  }
  return { requests, skipped };
}
