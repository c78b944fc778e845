import type { Problem } from '../../model/base/position.ts';

/**
 * Each problem once, although several functions share the file that it is in, and each missing package once, although several files import it.
 * What installs all of them stands in the hint of the last.
 */
export function distinctProblems(problems: readonly Problem[]): Problem[] {
  const alike = new Map<string, Problem[]>();
  for (const problem of problems) {
    const key = problem.missingPackage
      ? `package ${problem.missingPackage.name}`
      : JSON.stringify([problem.severity, problem.message, problem.position, problem.hint]);
    alike.set(key, [...(alike.get(key) ?? []), problem]);
  }
  const once = [...alike.values()].flatMap((same) => oneOf(same) ?? []);
  const missing = once.filter(({ missingPackage }) => missingPackage !== undefined);
  const last = missing.at(-1);
  if (missing.length < 2 || last === undefined) return once;
  const install = installLines(missing).join(' && ');
  return once.map((problem) => {
    if (problem.missingPackage === undefined) return problem;
    const { hint: _, ...rest } = problem;
    return problem === last ? { ...rest, hint: `Install what is missing: ${install}` } : rest;
  });
}

function oneOf([first, ...others]: readonly Problem[]): Problem | undefined {
  if (first?.missingPackage === undefined) return first;
  const files = new Set([first, ...others].map(({ position }) => position?.file));
  if (files.size < 2) return first;
  return { ...first, message: `${first.message} (imported by ${files.size} files)` };
}

/** The runtime's own packages are needed here only. */
function installLines(problems: readonly Problem[]): string[] {
  const named = (dev: boolean): string[] =>
    problems.flatMap(({ missingPackage }) => (missingPackage?.dev === dev ? [missingPackage.name] : [])).toSorted();
  const [own, runtime] = [named(false), named(true)];
  return [
    ...(own.length === 0 ? [] : [`npm install ${own.join(' ')}`]),
    ...(runtime.length === 0 ? [] : [`npm install --save-dev ${runtime.join(' ')}`]),
  ];
}
