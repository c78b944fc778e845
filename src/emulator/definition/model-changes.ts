import { isDeepStrictEqual } from 'node:util';
import type { Model } from '../../model/definition/model.ts';

/** Keys that changed and that a running emulator keeps as they were. */
export function readAtStartOnly(before: Model, after: Model): string[] {
  const keys = ['processes', 'admin', 'region', 'accountId', 'maxWarm', 'tables', 'shared', 'userPools'] as const;
  return keys.filter((key) => !sameDefinition(before[key], after[key]));
}

/** Functions that are new, gone or not what they were. */
export function changedFunctions(before: Model, after: Model): string[] {
  return changedKeys(before.functions, after.functions);
}

/** Variables that all functions share and that have another value, or none any more. Their names only: values may be secrets. */
export function changedVariables(before: Model, after: Model): string[] {
  return changedKeys(before.env, after.env);
}

/** Whether two parts of definitions mean the same; where they stand in their file does not matter. */
export function sameDefinition(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(withoutPlaces(one), withoutPlaces(other));
}

/** Whether something changed that every front end compiles in. */
export function settingsDiffer(before: Model, after: Model): boolean {
  const shared = ({ region, accountId, credentials, endpoints, vpcLinks, accountThrottle }: Model) => [
    region,
    accountId,
    credentials,
    endpoints,
    vpcLinks,
    accountThrottle,
  ];
  return !isDeepStrictEqual(shared(before), shared(after));
}

function changedKeys(before: Readonly<Record<string, unknown>>, after: Readonly<Record<string, unknown>>): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter((name) => !sameDefinition(before[name], after[name]));
}

function withoutPlaces(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutPlaces);
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, item]) => (key === 'declaredAt' ? [] : [[key, withoutPlaces(item)]])),
  );
}
