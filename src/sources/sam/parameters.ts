import type { Positions } from '../template/positions.ts';
import type { TemplateMap, TemplateValue } from '../template/template.ts';
import { setMember } from './words/copy.ts';
import { isMap } from './words/values.ts';

/** The values that `Ref` and `Fn::Sub` can name before anything is deployed. */
export type Parameters = ReadonlyMap<string, TemplateValue>;

/**
 * The value with the template's parameters filled in, as SAM does it in the few properties that it has to look into: `Ref` of a parameter
 * becomes its value, `${Parameter}` in `Fn::Sub` too, everything else stays as it is.
 */
export function withParameters<T extends TemplateValue | undefined>(
  value: T,
  parameters: Parameters,
  positions: Positions,
): TemplateValue | T {
  if (Array.isArray(value)) {
    return positions.copied(
      value,
      value.map((item) => withParameters(item, parameters, positions)),
    );
  }
  if (!isMap(value)) return value;
  const keys = Object.keys(value);
  if (keys.length === 1 && typeof value['Ref'] === 'string') return parameters.get(value['Ref']) ?? value;
  const copy: TemplateMap = {};
  for (const key of keys) setMember(copy, key, withParameters(value[key] ?? null, parameters, positions));
  if (keys.length === 1 && keys[0] === 'Fn::Sub') copy['Fn::Sub'] = substituted(copy['Fn::Sub'] ?? null, parameters);
  return positions.copied(value, copy);
}

function substituted(value: TemplateValue, parameters: Parameters): TemplateValue {
  if (typeof value === 'string') {
    return value.replace(/\$\{([^!${}][^${}]*)\}/g, (text, name: string) => {
      const found = parameters.get(name.trim());
      return found === undefined || typeof found === 'object' ? text : String(found);
    });
  }
  if (!Array.isArray(value) || value.length === 0) return value;
  return [substituted(value[0] ?? null, parameters), ...value.slice(1)];
}
