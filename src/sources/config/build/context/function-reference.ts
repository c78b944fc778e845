import type { LambdaTarget } from '../../../../model/definition/integration.ts';
import { nearestHint } from '../../../problems/nearest.ts';
import type { Place } from '../../shape/place.ts';

interface Known {
  readonly functions: readonly string[];
  readonly stageVariables?: Readonly<Record<string, string>>;
}

/**
 * The function that a name means: `name`, `name:alias`, `${stageVariables.x}` in either part. One that is not there is a problem of `place`, which
 * says that `named` names it.
 */
export function functionReference(name: string, place: Place, known: Known, named: Place = place): LambdaTarget {
  const resolved = substitute(name, known.stageVariables ?? {});
  const plain = resolved?.split(':')[0];
  if (plain !== undefined && !isAmong(known.functions, plain)) {
    const hint = () =>
      nearestHint(plain, known.functions, 'functions') ?? 'Declare it under functions: at the top of the file.';
    place.error(`${named.name} names the function "${plain}", which does not exist`, hint);
  }
  return splitQualifier(name);
}

/** Thousands of routes look for their names in the same list. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

function isAmong(names: readonly string[], name: string): boolean {
  let set = sets.get(names);
  if (set === undefined) sets.set(names, (set = new Set(names)));
  return set.has(name);
}

/** Stage variables filled in; `undefined` when one of them is not known here. */
function substitute(name: string, variables: Readonly<Record<string, string>>): string | undefined {
  let allKnown = true;
  const resolved = name.replaceAll(/\$\{stageVariables\.(\w+)\}/g, (_, variable: string) => {
    if (Object.hasOwn(variables, variable)) return variables[variable] ?? '';
    allKnown = false;
    return '';
  });
  return allKnown ? resolved : undefined;
}

function splitQualifier(name: string): LambdaTarget {
  const colon = name.indexOf(':');
  return colon === -1
    ? { functionName: name }
    : { functionName: name.slice(0, colon), qualifier: name.slice(colon + 1) };
}
