import type { JavaValue } from '../values.ts';
import { JavaList } from '../values.ts';

/** The primitive types, in the order in which messages list them. */
export const instanceTypes = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'] as const;

export type InstanceType = (typeof instanceTypes)[number];

/** The type of a value; `1.0` is a number and no integer for this validator. */
export function typeOfInstance(instance: JavaValue): InstanceType {
  if (instance === null) return 'null';
  if (instance instanceof JavaList) return 'array';
  switch (typeof instance) {
    case 'string':
      return 'string';
    case 'boolean':
      return 'boolean';
    case 'bigint':
      return 'integer';
    case 'number':
      return 'number';
    default:
      return 'object';
  }
}
