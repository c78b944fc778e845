import { UnusableIntegration } from './settings.ts';
import { compileMappingValue } from './mapping-value.ts';
import type { MappingValue } from './mapping-value.ts';
import type { ChangeOperation } from './header-changes.ts';

/** One request parameter mapping: `append:header.X`, `overwrite:path`. */
export interface RequestChange {
  readonly place: 'header' | 'querystring' | 'path';
  readonly operation: ChangeOperation;
  /** Empty for `path`. */
  readonly name: string;
  readonly value: MappingValue;
}

/** One response parameter mapping: `remove:header.X`, `overwrite:statuscode`. */
export interface ResponseChange {
  readonly place: 'header' | 'statuscode';
  readonly operation: ChangeOperation;
  readonly name: string;
  readonly value: MappingValue;
}

const KEY = /^(append|overwrite|remove):(header|querystring|path|statuscode)(?:\.(.+))?$/s;

/** Throws `UnusableIntegration` for a key that is none; sources have refused those, with their position. */
export function compileRequestChanges(parameters: Readonly<Record<string, string>>): RequestChange[] {
  return Object.entries(parameters).map(([key, value]) => {
    const change = parseKey(key, value);
    if (change.place === 'statuscode') throw notAKey(key);
    return { ...change, place: change.place };
  });
}

export function compileResponseChanges(parameters: Readonly<Record<string, string>>): ResponseChange[] {
  return Object.entries(parameters).map(([key, value]) => {
    const change = parseKey(key, value);
    if (change.place === 'header' || change.place === 'statuscode') return { ...change, place: change.place };
    throw notAKey(key);
  });
}

export function readsRequestBody(parameters: Readonly<Record<string, string>>): boolean {
  return Object.values(parameters).some((value) => /\$\{?request\.body/.test(value));
}

export function readsResponseBody(parameters: Readonly<Record<string, string>>): boolean {
  return Object.values(parameters).some((value) => /\$\{?response\.body/.test(value));
}

interface ParsedKey {
  readonly place: 'header' | 'querystring' | 'path' | 'statuscode';
  readonly operation: ChangeOperation;
  readonly name: string;
  readonly value: MappingValue;
}

function parseKey(key: string, value: string): ParsedKey {
  const [, operation, place, name = ''] = KEY.exec(key) ?? [];
  if (operation !== 'append' && operation !== 'overwrite' && operation !== 'remove') throw notAKey(key);
  if (place === 'header' || place === 'querystring') {
    if (name !== '') return { place, operation, name, value: compileMappingValue(value) };
  } else if ((place === 'path' || place === 'statuscode') && operation === 'overwrite' && name === '') {
    return { place, operation, name, value: compileMappingValue(value) };
  }
  throw notAKey(key);
}

function notAKey(key: string): UnusableIntegration {
  return new UnusableIntegration(
    `"${key}" is not a parameter mapping: write append|overwrite|remove:header.NAME, the same with querystring, overwrite:path or overwrite:statuscode`,
  );
}
