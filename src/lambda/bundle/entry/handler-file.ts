import { resolve, sep } from 'node:path';
import type { HandlerName } from '../../handler-string.ts';
import { statsOf } from '../../../model/base/stats-of.ts';

/** Looked for in this order: TypeScript first, because a compiled neighbour is usually an old build of it. */
export const HANDLER_EXTENSIONS = ['.ts', '.mts', '.cts', '.tsx', '.js', '.mjs', '.cjs'] as const;

/**
 * The source file of a handler, absolute; `undefined` when there is none. A name that has its extension already and a folder with an
 * index file are accepted, as Node's own resolution accepts them on AWS.
 */
export function findHandlerFile(root: string, name: HandlerName): string | undefined {
  const base = resolve(root, name.folder, name.module);
  // Nearly always the first one is there: of a thousand functions.
  const extension = HANDLER_EXTENSIONS.find((each) => isFile(`${base}${each}`));
  return extension === undefined ? indexFiles(base).find(isFile) : `${base}${extension}`;
}

/** Every path that is tried, in order. */
export function handlerFileCandidates(base: string): string[] {
  return [...HANDLER_EXTENSIONS.map((extension) => `${base}${extension}`), ...indexFiles(base)];
}

function indexFiles(base: string): string[] {
  return HANDLER_EXTENSIONS.map((extension) => `${base}${base.endsWith(sep) ? '' : sep}index${extension}`);
}

function isFile(path: string): boolean {
  return statsOf(path)?.isFile() === true;
}
