import { dirname } from 'node:path';
import type { LambdaFunction } from '../../model/definition/function.ts';
import type { Entry } from './entry/entry.ts';
import { foldersBelow } from './folders-below.ts';
import type { UnitIndex } from './unit-index.ts';

/** Folders that are watched for one function whose paths only exist at run time; the system has no endless number of watches. */
const MAX_FOLDERS = 300;

/** The folders of everything that builds are made from. They need not exist. */
export function watchableOf(
  functions: readonly LambdaFunction[],
  entries: Iterable<Entry>,
  units: Pick<UnitIndex, 'folders' | 'roots'>,
): Set<string> {
  // The roots for their tsconfig.json and package.json.
  const paths = new Set(functions.map((lambda) => lambda.root));
  for (const entry of entries) paths.add(entry.kind === 'file' ? dirname(entry.file) : entry.lookedIn);
  for (const folder of units.folders) paths.add(folder);
  for (const root of units.roots) for (const folder of foldersBelow(root, MAX_FOLDERS)) paths.add(folder);
  return paths;
}
