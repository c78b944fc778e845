import { nearestHint } from '../../problems/nearest.ts';
import type { TemplateMap } from '../../template/template.ts';
import { ResourceError, ResourceErrors } from '../words/errors.ts';
import { isMap } from '../words/values.ts';
import type { Property, PropertyTable } from './kinds.ts';

/**
 * Compares properties with the table of their type: unknown ones, missing ones, wrong types. `id` is what SAM calls the resource in messages,
 * `path` where the properties stand below the resource. Throws everything that is wrong at once.
 */
export function checkProperties(
  id: string,
  type: string,
  properties: TemplateMap,
  table: PropertyTable,
  path: readonly string[] = ['Properties'],
): void {
  const errors: ResourceError[] = [];
  for (const name of Object.keys(properties)) {
    if (Object.hasOwn(table, name)) continue;
    const hint = () => nearestHint(name, Object.keys(table), 'properties');
    errors.push(
      new ResourceError(id, `property ${name} not defined for resource of type ${type}`, [...path, name], hint),
    );
  }
  for (const [name, property] of Object.entries(table)) {
    const message = whatIsWrong(name, properties, property);
    if (message !== undefined) errors.push(new ResourceError(id, message, [...path, name]));
  }
  if (errors.length > 0) throw new ResourceErrors(errors);
}

function whatIsWrong(name: string, properties: TemplateMap, property: Property): string | undefined {
  const value = Object.hasOwn(properties, name) ? properties[name] : undefined;
  if (property.takesIntrinsics && isMap(value) && Object.keys(value).length === 1) return undefined;
  if (value === undefined || value === null) {
    return property.isRequired ? `Missing required property '${name}'.` : undefined;
  }
  if (property.kind.fits(value)) return undefined;
  return property.kind.words === undefined
    ? `Type of property '${name}' is invalid.`
    : `Property '${name}' should be a ${property.kind.words}.`;
}
