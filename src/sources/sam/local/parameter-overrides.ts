import type { TemplateValue } from '../../template/template.ts';
import { isMap, shown } from '../words/values.ts';

/**
 * `parameter_overrides` in all the forms that the SAM CLI takes: `Key=Value Other="a b"`, `ParameterKey=Key,ParameterValue=Value`, a list of
 * such texts, or a map.
 */
export function parameterOverrides(value: TemplateValue | undefined): Record<string, string> {
  if (typeof value === 'string') return fromText(value);
  if (Array.isArray(value)) return Object.assign({}, ...value.map(parameterOverrides)) as Record<string, string>;
  if (!isMap(value)) return {};
  return Object.fromEntries(Object.entries(value).map(([name, given]) => [name, inText(given)]));
}

/** Lists are how parameters of a list type are written. */
function inText(value: TemplateValue): string {
  return Array.isArray(value) ? value.map(shown).join(',') : typeof value === 'boolean' ? String(value) : shown(value);
}

const VALUE = String.raw`(?:"(?<quoted>(?:[^"\\]|\\.)*)"|'(?<single>[^']*)'|(?<bare>\S*))`;
const PAIR = new RegExp(String.raw`(?<name>[A-Za-z0-9]+)=${VALUE}`, 'g');
const LONG_PAIR = new RegExp(
  String.raw`ParameterKey=(?:"(?<quotedName>[^"]+)"|(?<name>[A-Za-z0-9]+)),ParameterValue=${VALUE}`,
  'g',
);

function fromText(text: string): Record<string, string> {
  const pattern = text.includes('ParameterKey=') ? LONG_PAIR : PAIR;
  const found: Record<string, string> = {};
  for (const { groups = {} } of text.matchAll(pattern)) {
    const name = groups['quotedName'] ?? groups['name'] ?? '';
    const quoted = groups['quoted']?.replaceAll(/\\(.)/g, '$1');
    found[name] = quoted ?? groups['single'] ?? groups['bare'] ?? '';
  }
  return found;
}
