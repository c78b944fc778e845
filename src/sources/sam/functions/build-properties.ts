import { nearestHint } from '../../problems/nearest.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import type { Transformation } from '../transformation.ts';
import { isMap } from '../words/values.ts';

type Read = (value: TemplateValue) => TemplateValue | undefined;

/** `BuildProperties` of `BuildMethod: esbuild` that change what the code does, by esbuild's names. */
const READ: Readonly<Record<string, readonly [name: string, read: Read]>> = {
  Alias: ['alias', pairs],
  Banner: ['banner', banner],
  Conditions: ['conditions', texts],
  Define: ['define', pairs],
  External: ['external', texts],
  Inject: ['inject', texts],
  KeepNames: ['keepNames', (value) => (typeof value === 'boolean' ? value : undefined)],
  Loader: ['loader', pairs],
  MainFields: ['mainFields', texts],
};

/** Those that change how the output looks and is named: what runs here is not minified, has its source map and the format that it needs. */
const WITHOUT_MEANING = ['EntryPoints', 'Format', 'Minify', 'OutExtension', 'Sourcemap', 'SourcesContent', 'Target'];

/** The settings of the emulator's own bundler; what it has not is named in a warning. */
export function buildSettings(work: Transformation, id: string, properties: TemplateMap): TemplateMap | undefined {
  const settings: TemplateMap = {};
  for (const [property, value] of Object.entries(properties)) {
    const known = Object.hasOwn(READ, property) ? READ[property] : undefined;
    const read = known?.[1](value);
    if (known !== undefined && read !== undefined) settings[known[0]] = read;
    else if (!WITHOUT_MEANING.includes(property)) sayUnknown(work, id, property, known !== undefined);
  }
  return Object.keys(settings).length === 0 ? undefined : settings;
}

function sayUnknown({ problems, at }: Transformation, id: string, property: string, isKnown: boolean): void {
  const position = at(id, ['Metadata', 'BuildProperties', property]);
  const names = [...Object.keys(READ), ...WITHOUT_MEANING];
  const hint = isKnown ? undefined : () => nearestHint(property, names, 'names');
  const why = isKnown ? 'cannot be read; it has no effect here' : 'has no effect here';
  problems.warning(`"${property}" of BuildProperties ${why}`, position, hint);
}

/** A map, or a list of `name=value`, as `sam build` passes them on. */
function pairs(value: TemplateValue): TemplateMap | undefined {
  const entries = isMap(value)
    ? Object.entries(value).map(([name, one]) => [name, scalar(one)])
    : texts(value)?.map((text) => /^([^=]+)=(.*)$/s.exec(text)?.slice(1) ?? []);
  if (entries?.every(([, one]) => one !== undefined) !== true) return undefined;
  return Object.fromEntries(entries) as TemplateMap;
}

function scalar(value: TemplateValue): string | undefined {
  return typeof value === 'object' ? undefined : String(value);
}

/** A list, or a text with commas. */
function texts(value: TemplateValue): string[] | undefined {
  if (typeof value === 'string') return value.split(',').map((text) => text.trim());
  if (!Array.isArray(value)) return undefined;
  const found = value.filter((item) => typeof item === 'string');
  return found.length === value.length ? found : undefined;
}

/** Text, or a map or list by the kind of file: `js`. */
function banner(value: TemplateValue): TemplateValue | undefined {
  if (typeof value === 'string' && !value.startsWith('js=')) return value;
  return pairs(typeof value === 'string' ? [value] : value)?.['js'];
}
