import { basename, dirname, extname, sep } from 'node:path';
import { statsOf } from '../../../model/base/stats-of.ts';

/** Everything that a unit was made from, as far as a change of files may matter to it. Paths absolute. */
export interface Reach {
  readonly inputs: ReadonlySet<string>;
  readonly tsconfigs: readonly string[];
  /** Folders of installed packages. */
  readonly packages: ReadonlySet<string>;
  /** Whether files are loaded whose names are only known at run time. */
  readonly hasRunTimePaths: boolean;
  /** Something was missing or wrong: any new file may mend it. */
  readonly isBroken: boolean;
  /** Folders whose files it may load at run time. */
  readonly root: string;
}

/** How a change reaches a unit: `sources`, which only building it can judge; `surroundings`, what it loads besides; or not at all. */
export type Reached = 'sources' | 'surroundings' | undefined;

/** Files that package managers write last, when what is installed has changed. */
const INSTALLED = /[\\/]node_modules[\\/](?:\.package-lock\.json|\.modules\.yaml|\.yarn-state\.yml|\.yarn-integrity)$/;

/** Whether a file may reach units that were made from nothing like it: installed packages, and what says how the files below are read. */
export function mayReachAny(path: string): boolean {
  return INSTALLED.test(path) || path.includes(`${sep}node_modules${sep}`) || isGoverning(path);
}

/** How a changed, new or removed file reaches what a unit is made from. */
export function reached(path: string, reach: Reach): Reached {
  if (INSTALLED.test(path)) {
    if (reach.isBroken) return 'sources';
    return reach.packages.size > 0 ? 'surroundings' : undefined;
  }
  if (reach.inputs.has(path) || reach.tsconfigs.includes(path)) return 'sources';
  if (path.includes(`${sep}node_modules${sep}`)) return isInPackage(path, reach) ? 'surroundings' : undefined;
  if (reach.isBroken || governs(path, reach) || mayBeFoundFirst(path, reach)) return 'sources';
  return reach.hasRunTimePaths && path.startsWith(reach.root + sep) ? 'surroundings' : undefined;
}

function isInPackage(path: string, { packages }: Reach): boolean {
  return [...packages].some((folder) => path.startsWith(folder + sep));
}

/** package.json and tsconfig.json say how the files below them are read. */
function governs(path: string, { inputs }: Reach): boolean {
  if (!isGoverning(path)) return false;
  const folder = dirname(path) + sep;
  return [...inputs].some((input) => input.startsWith(folder));
}

function isGoverning(path: string): boolean {
  const name = basename(path);
  return name === 'package.json' || name === 'tsconfig.json';
}

/** `x.ts` comes before `x.js`, and either before `x/index.js`. Asked of many units for a change: the system is asked last. */
function mayBeFoundFirst(path: string, { inputs }: Reach): boolean {
  const meanings = meaningsOf(path);
  for (const input of inputs) {
    const isNear = meanings.some((meaning) => input.startsWith(meaning));
    if (isNear && meaningsOf(input).some((each) => meanings.includes(each))) return statsOf(path)?.isFile() === true;
  }
  return false;
}

/** The paths, without extensions, by which a file may be imported. */
export function meaningsOf(path: string): string[] {
  const stem = path.slice(0, path.length - extname(path).length);
  return basename(stem) === 'index' ? [stem, dirname(stem)] : [stem];
}
