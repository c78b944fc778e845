import type { TemplateMap, TemplateValue } from '../../template/template.ts';

/** `AWS::NoValue`: the key or the item is removed. */
export const NO_VALUE = Symbol('AWS::NoValue');

export type Resolved = TemplateValue | typeof NO_VALUE;

/** A member of a list or map of the template: where a value stands. */
export interface Where {
  readonly holder: object;
  readonly key: string | number;
}

export function isMap(value: unknown): value is TemplateMap {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The name and argument of an intrinsic function: a map whose only key is one. `Condition` is one only inside conditions. */
export function intrinsicOf(value: unknown): { readonly name: string; readonly argument: TemplateValue } | undefined {
  if (!isMap(value)) return undefined;
  let name: string | undefined;
  // Most maps have more keys than one; looking at the first two is enough.
  for (const key in value) {
    if (name !== undefined) return undefined;
    if (key !== 'Ref' && !key.startsWith('Fn::')) return undefined;
    name = key;
  }
  return name === undefined ? undefined : { name, argument: value[name] as TemplateValue };
}

/** A scalar as CloudFormation prints it; `undefined` for lists and maps. */
export function scalarText(value: unknown): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return undefined;
}

/** What messages call a value that has no place where it stands. */
export function describeValue(value: unknown): string {
  if (value === undefined || value === null || value === NO_VALUE) return 'nothing';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'object') return 'a map';
  const text = JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
