import { types } from 'node:util';
import type { NotJson } from './protocol.ts';

export interface PlainValue {
  readonly value: unknown;
  readonly notJson: readonly NotJson[];
}

/** A value as JSON has it, and what had to stay behind: nothing that somebody wrote disappears silently. */
export function plainValue(value: unknown): PlainValue {
  const notJson: NotJson[] = [];
  return { value: plain(value, [], [], notJson), notJson };
}

type Path = readonly (string | number)[];

function plain(value: unknown, path: Path, holders: readonly object[], notJson: NotJson[]): unknown {
  const refuse = (found: string): null => {
    notJson.push({ path, found });
    return null;
  };
  if (typeof value === 'number' && !Number.isFinite(value)) return refuse(String(value));
  if (value === undefined || value === null || ['string', 'number', 'boolean'].includes(typeof value)) return value;
  if (typeof value === 'function') return refuse('a function');
  if (typeof value !== 'object') return refuse(`a ${typeof value}`);
  if (holders.includes(value)) return refuse('an object that contains itself');
  const inside = [...holders, value];
  if (Array.isArray(value)) return value.map((item, index) => plain(item ?? null, [...path, index], inside, notJson));
  if (types.isPromise(value)) return refuse('a promise');
  if (!isPlainObject(value)) return refuse(`an instance of ${value.constructor?.name ?? 'a class'}`);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, plain(item, [...path, key], inside, notJson)]),
  );
}

/** Also of another realm, and without a prototype. */
function isPlainObject(value: object): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype === null || Object.getPrototypeOf(prototype) === null;
}
