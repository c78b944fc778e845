import { extname, isAbsolute, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { placePrefix } from './bundle-module.ts';

export interface StackPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Where in the project's files an error happened: esbuild's first message, a syntax error's first line, or the first frame of the stack
 * outside packages and `own`, this process's code. `root` is what esbuild's paths are relative to; `isBundled` says that JavaScript went through
 * esbuild too.
 */
export function placeOf(error: unknown, root: string, own: string, isBundled = false): StackPlace | undefined {
  if (typeof error !== 'object' || error === null) return undefined;
  const { stack } = error as { stack?: unknown };
  const location = buildErrorOf(error)?.location;
  if (location)
    return inSource(
      { file: resolve(root, location.file), line: location.line, column: location.column + 1 },
      isBundled,
    );
  if (typeof stack !== 'string') return undefined;
  const [, head, headLine] = /^(\S*\.[cm]?[jt]s):(\d+)\n/.exec(stack) ?? [];
  if (head !== undefined) return { file: pathOf(head), line: Number(headLine), column: 1 };
  for (const [, shown = '', line, column] of stack.matchAll(/^ {4}at (?:.*\()?([^()\n]+):(\d+):(\d+)\)?$/gm)) {
    const file = pathOf(shown);
    if (!isAbsolute(file) || file.includes('/node_modules/') || file === own) continue;
    return inSource({ file, line: Number(line), column: Number(column) }, isBundled);
  }
  return undefined;
}

/** esbuild's first message, where an error is a failed build. */
export function buildErrorOf(error: unknown): EsbuildMessage | undefined {
  return (error as { errors?: readonly EsbuildMessage[] } | null)?.errors?.[0];
}

/** The first line of a bundled file has more than its source before it. */
function inSource({ file, line, column }: StackPlace, isBundled: boolean): StackPlace {
  const isShifted = line === 1 && (isBundled || extname(file).endsWith('ts'));
  return { file, line, column: isShifted ? Math.max(1, column - placePrefix(file).length) : column };
}

export interface EsbuildMessage {
  readonly text: string;
  readonly location?: { readonly file: string; readonly line: number; readonly column: number } | null;
}

function pathOf(file: string): string {
  return file.startsWith('file:') ? fileURLToPath(file) : file;
}
