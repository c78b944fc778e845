import { whyUnreadable } from '../../sources/problems/unreadable.ts';
import type { Problems } from '../../sources/problems/problems.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { firstHeader } from '../../model/http/messages.ts';

export interface Line {
  /** From 1. */
  readonly number: number;
  readonly text: string;
}

/**
 * The body of a request in a `.http` file: its lines, where `< FILE` stands for a file's bytes and `<@ FILE` for its text with variables.
 * What follows it (`> {% script %}`, `<> saved-response`) is no part of it.
 */
export function readHttpBody(
  lines: readonly Line[],
  file: string,
  headers: HeaderList,
  expanded: (text: string, line: number) => string,
  readFile: (path: string) => Buffer,
  problems: Problems,
): Buffer | undefined {
  const end = lines.findIndex(({ text }) => /^(?:>>?!?\s*(?:\{%|\S)|<>\s|\?\?\s)/.test(text));
  const kept = end === -1 ? [...lines] : lines.slice(0, end);
  while (kept.length > 0 && kept.at(-1)?.text.trim() === '') kept.pop();
  if (kept.length === 0) return undefined;
  const type = firstHeader(headers, 'content-type')?.toLowerCase() ?? '';
  const isForm = type.startsWith('application/x-www-form-urlencoded');
  // Parts of a multipart body are lines of the kind that mail has.
  const newline = type.startsWith('multipart/') ? '\r\n' : '\n';
  const parts = kept.map(({ text, number }): Buffer => {
    const [, withVariables, path] = /^<(@\w*)?\s+(\S.*?)\s*$/.exec(text) ?? [];
    if (path === undefined) return Buffer.from(expanded(isForm ? text.trim() : text, number));
    try {
      const bytes = readFile(path);
      return withVariables === undefined ? bytes : Buffer.from(expanded(bytes.toString('utf8'), number));
    } catch (error) {
      problems.error(`the body cannot be read: ${whyUnreadable(error, path)}`, { file, line: number, column: 1 });
      return Buffer.alloc(0);
    }
  });
  return Buffer.concat(
    parts
      .flatMap((part, index) => (index === 0 || isForm ? [part] : [Buffer.from(newline), part]))
      .concat(newline === '\r\n' ? [Buffer.from(newline)] : []),
  );
}
