import type { TemplateMap, TemplateValue } from '../../template/template.ts';

/** `Fn::Or` takes ten conditions at most. */
const MOST = 10;

/** Conditions named `name`, `name1` … which together hold where any of the given ones does; `name` is the last. */
export function combinedConditions(names: readonly string[], name: string): TemplateMap {
  const made: TemplateMap = {};
  let left = names.toSorted();
  let more = Math.floor((left.length - 2) / (MOST - 1));
  while (left.length > 1) {
    const current = more > 0 ? `${name}${more}` : name;
    more -= 1;
    made[current] = anyOf(left.slice(0, MOST));
    left = [...left.slice(MOST), current];
  }
  return made;
}

export function anyOf(names: readonly string[]): TemplateMap {
  return { 'Fn::Or': names.map((name): TemplateValue => ({ Condition: name })) };
}
