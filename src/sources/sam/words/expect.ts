import type { Path } from '../../problems/paths.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { EventError, ResourceError } from './errors.ts';
import { isMap } from './values.ts';

/** Whose property is looked at: a resource's, or an event's. */
export interface Owner {
  readonly id: string;
  readonly isEvent?: true;
}

type Given = TemplateValue | undefined;

/** The value, which must be a map. `name` is the property in SAM's words (`Auth.Authorizers`); throws otherwise. */
export function expectMap(value: Given, owner: Owner, name: string, message?: string): TemplateMap {
  if (!isMap(value)) refuse(owner, name, message ?? `Property '${name}' should be a map.`);
  return value;
}

export function expectList(value: Given, owner: Owner, name: string): TemplateValue[] {
  if (!Array.isArray(value)) refuse(owner, name, `Property '${name}' should be a list.`);
  return value;
}

export function expectText(value: Given, owner: Owner, name: string): string {
  if (typeof value !== 'string') refuse(owner, name, `Property '${name}' should be a string.`);
  return value;
}

export function expectBoolean(value: Given, owner: Owner, name: string): boolean {
  if (typeof value !== 'boolean') refuse(owner, name, `Property '${name}' should be a boolean.`);
  return value;
}

export function expectTexts(value: Given, owner: Owner, name: string): string[] {
  return expectList(value, owner, name).map((item, index) => expectText(item, owner, `${name}[${index}]`));
}

export function expectPresent(value: Given, owner: Owner, name: string): TemplateValue {
  if (value === undefined || value === null) refuse(owner, name, `Property '${name}' is required.`);
  return value;
}

function refuse(owner: Owner, name: string, message: string): never {
  const path = ['Properties', ...placeOf(name)];
  throw owner.isEvent ? new EventError(owner.id, message, path) : new ResourceError(owner.id, message, path);
}

/** `Auth.Authorizers.A.Identity.Headers[1]` as a path. */
function placeOf(name: string): Path {
  return name
    .split(/\.|\[(\d+)\]/)
    .filter((part): part is string => part !== undefined && part !== '')
    .map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
