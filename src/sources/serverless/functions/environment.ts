import type { TemplateMap } from '../../template/template.ts';
import type { Part } from '../service/part.ts';
import { members } from '../service/resources.ts';

/** The provider's variables with those of plugins and the function's over them; `null` removes one; numbers and booleans become text. `undefined` when there are none. */
export function environmentOf(
  provider: Part,
  own: Part,
  ofPlugins: Readonly<Record<string, string>>,
): TemplateMap | undefined {
  const isReadable = [provider, own].map((part) => part.isMapOrMissing('a map of variables')).every(Boolean);
  const [common, specific] = isReadable ? [provider.entries, own.entries] : [[], []];
  const given = { ...Object.fromEntries(common), ...ofPlugins, ...Object.fromEntries(specific) };
  const variables = members(given, own.exists ? own : provider);
  for (const [name, value] of Object.entries(variables)) {
    if (typeof value === 'number' || typeof value === 'boolean') variables[name] = String(value);
  }
  return Object.keys(variables).length === 0 ? undefined : { Variables: variables };
}
