import type { TemplateMap } from '../../template/template.ts';
import type { Part } from '../service/part.ts';
import { members } from '../service/resources.ts';

/** The provider's variables with the function's over them; `null` removes one. `undefined` when there are none. */
export function environmentOf(provider: Part, own: Part, further: TemplateMap): TemplateMap | undefined {
  const isReadable = [provider, own].map((part) => part.isMapOrMissing('a map of variables')).every(Boolean);
  const entries = isReadable ? [...provider.entries, ...own.entries] : [];
  const variables = members({ ...further, ...Object.fromEntries(entries) }, own.exists ? own : provider);
  return Object.keys(variables).length === 0 ? undefined : { Variables: variables };
}
