import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import type { Path } from '../../problems/paths.ts';
import type { Transformation } from '../transformation.ts';
import { TemplateError } from '../words/errors.ts';
import { isMap, shown } from '../words/values.ts';

/** `Fn::FindInMap` in a resource: three values, or four with a `DefaultValue`, into a map of two levels. */
export function checkFindInMap(work: Transformation, resource: TemplateMap): void {
  const mappings = isMap(work.template['Mappings']) ? work.template['Mappings'] : {};
  const visit = (value: TemplateValue, path: Path): void => {
    if (Array.isArray(value)) return value.forEach((item, index) => visit(item, [...path, index]));
    if (!isMap(value)) return;
    for (const [key, child] of Object.entries(value)) {
      if (key === 'Fn::FindInMap') checkOne(work, mappings, child, [...path, key]);
      visit(child, [...path, key]);
    }
  };
  visit(resource['Properties'] ?? null, ['Properties']);
}

function checkOne(work: Transformation, mappings: TemplateMap, value: TemplateValue, path: Path): void {
  if (!Array.isArray(value) || value.length < 3 || value.length > 4) {
    throw new TemplateError(`Invalid FindInMap value ${shown(value)}. FindInMap expects an array with 3 values.`, path);
  }
  const name = work.resolved(value[0] ?? null);
  if (typeof name !== 'string' || !Object.hasOwn(mappings, name)) return;
  const map = mappings[name];
  if (isMap(map) && Object.values(map).every(isMap)) return;
  throw new TemplateError(`Cannot use Fn::FindInMap on Mapping '${name}' which is not a a two-level map.`, path);
}
