import type { Positions } from '../../template/positions.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { isMap } from './values.ts';

/** A copy that may be changed; its parts keep the places of the original's. */
export function copyOf<T extends TemplateValue>(value: T, positions: Positions): T;
export function copyOf(value: TemplateValue, positions: Positions): TemplateValue {
  if (Array.isArray(value)) {
    return positions.copied(
      value,
      value.map((item) => copyOf(item, positions)),
    );
  }
  if (!isMap(value)) return value;
  const copy: TemplateMap = {};
  for (const [key, item] of Object.entries(value)) setMember(copy, key, copyOf(item, positions));
  return positions.copied(value, copy);
}

/** Names such as `__proto__` are data in a template. */
export function setMember(map: TemplateMap, key: string, value: TemplateValue): void {
  if (key !== '__proto__') map[key] = value;
  else Object.defineProperty(map, key, { value, enumerable: true, configurable: true, writable: true });
}
