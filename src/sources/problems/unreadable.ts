import { basename } from 'node:path';
import { nearestFile } from '../../model/nearest/nearest-file.ts';

/** Why a file cannot be read, after "cannot be read:". The reasons of the file system are put into words. */
export function whyUnreadable(error: unknown, file: string): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  if (code === 'ENOENT') return `there is no file ${file}${meant(error)}`;
  if (code === 'EISDIR') return `${file} is a folder`;
  if (code === 'EACCES') return `no permission to read ${file}`;
  return error instanceof Error ? error.message : String(error);
}

/** Errors of the file system say which path was tried. */
function meant(error: unknown): string {
  const { path } = error as { readonly path?: unknown };
  const near = typeof path === 'string' ? nearestFile(path) : undefined;
  return near === undefined ? '' : `; did you mean ${basename(near)}?`;
}
