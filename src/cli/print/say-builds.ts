import type { Problem } from '../../model/base/position.ts';
import type { FunctionBuild } from '../../model/lambda/invocation.ts';
import { formatProblem } from '../../sources/problems/format.ts';
import type { Io } from '../io.ts';
import { distinctProblems } from './distinct-problems.ts';
import { duration } from './exchange-line.ts';
import type { LogLevel } from './log-level.ts';

/** How many functions are named before the rest is only counted. */
const NAMED = 4;

/** Says what became of builds: mistakes, what serves meanwhile, how long it took. Of functions that were `started` before, success too. */
export function sayBuilds(
  builds: readonly FunctionBuild[],
  io: Io,
  shows: (level: LogLevel) => boolean,
  say: (text: string) => void,
  started: boolean,
): void {
  for (const alike of groupAlike(builds)) {
    const problems = alike[0]?.problems ?? [];
    if (problems.some(isError)) {
      if (shows('error')) say(`${io.paint('red', '✗')} ${failure(alike)}`);
    } else if (started && problems.length === 0 && shows('info')) {
      const took = duration(Math.max(...alike.map((build) => build.tookMs)));
      say(`${io.paint('green', '↻')} ${namesOf(alike)} ${io.paint('dim', `rebuilt in ${took}`)}`);
    }
  }
  // A file that several functions share has its mistakes reported once.
  for (const problem of distinctProblems(builds.flatMap((build) => build.problems)))
    if (shows(isError(problem) ? 'error' : 'warn')) say(formatProblem(problem, io.colours));
}

/** Functions that share a file share its mistakes and its rebuild: they are reported together. */
function groupAlike(builds: readonly FunctionBuild[]): FunctionBuild[][] {
  const groups = new Map<string, FunctionBuild[]>();
  for (const build of builds) {
    const key = JSON.stringify([build.problems, build.serves]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [build]);
    else group.push(build);
  }
  return [...groups.values()];
}

function failure(builds: readonly FunctionBuild[]): string {
  if (builds[0]?.serves === 'this')
    return `${namesOf(builds)} ${builds.length === 1 ? 'runs' : 'run'} without everything that belongs to ${builds.length === 1 ? 'it' : 'them'}`;
  if (builds[0]?.serves !== 'last good') return `${namesOf(builds)} cannot run; events fail until this is mended`;
  return `${namesOf(builds)} ${builds.length === 1 ? 'was' : 'were'} not built; the last good version keeps serving`;
}

function namesOf(builds: readonly FunctionBuild[]): string {
  const named = builds
    .slice(0, NAMED)
    .map((build) => build.functionName)
    .join(', ');
  return builds.length > NAMED ? `${named} and ${builds.length - NAMED} more` : named;
}

function isError({ severity }: Problem): boolean {
  return severity === 'error';
}
