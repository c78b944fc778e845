import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { isMap, type Where } from '../resolve/values.ts';

/** What an included file holds; `undefined` when it cannot be read, which is said already. */
export type ReadIncluded = (location: Where) => { readonly value: TemplateValue } | undefined;

/** Files that include themselves end here. */
const DEEPEST = 20;

/**
 * Replaces every `Fn::Transform` of `AWS::Include` in a value by what its file holds, innermost first, in place. Beside other keys the file's
 * keys are merged, and the keys that stand there win. `refuse` is called for other macros.
 */
export function expandIncludes(
  where: Where,
  readIncluded: ReadIncluded,
  refuse: (macro: string, where: Where) => void,
  depth = 0,
  seen = new Set<object>(),
): void {
  const holder = where.holder as TemplateMap;
  const value = holder[String(where.key)];
  // Aliases make some values stand in several places.
  if (typeof value !== 'object' || value === null || seen.has(value)) return;
  seen.add(value);
  for (const key of Object.keys(value)) {
    if (key !== 'Fn::Transform') expandIncludes({ holder: value, key }, readIncluded, refuse, depth, seen);
  }
  if (!isMap(value) || !Object.hasOwn(value, 'Fn::Transform')) return;
  const macros = value['Fn::Transform'];
  delete value['Fn::Transform'];
  for (const macro of Array.isArray(macros) ? macros : [macros]) {
    const name = isMap(macro) ? macro['Name'] : undefined;
    if (!isMap(macro) || name !== 'AWS::Include' || !isMap(macro['Parameters'])) {
      refuse(typeof name === 'string' ? name : 'Fn::Transform', { holder: value, key: 'Fn::Transform' });
      continue;
    }
    const included = depth < DEEPEST ? readIncluded({ holder: macro['Parameters'], key: 'Location' }) : undefined;
    if (included === undefined) continue;
    const box = { value: included.value };
    expandIncludes({ holder: box, key: 'value' }, readIncluded, refuse, depth + 1);
    merge(where, value, box.value);
  }
}

function merge(where: Where, siblings: TemplateMap, included: TemplateValue): void {
  if (Object.keys(siblings).length === 0 || !isMap(included)) {
    (where.holder as TemplateMap)[String(where.key)] = included;
    return;
  }
  for (const [key, value] of Object.entries(included)) if (!Object.hasOwn(siblings, key)) siblings[key] = value;
}
