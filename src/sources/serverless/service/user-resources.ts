import { nearestHint } from '../../problems/nearest.ts';
import type { TemplateMap } from '../../template/template.ts';
import { isMap, memberOf, setMember } from '../values.ts';
import { merged } from './merge.ts';
import type { Part } from './part.ts';
import type { Resources } from './resources.ts';

/** Attributes of a resource that an extension replaces. */
const REPLACED = ['Condition', 'CreationPolicy', 'DeletionPolicy', 'UpdatePolicy', 'UpdateReplacePolicy'];
/** Attributes whose members an extension adds or replaces, one by one. */
const EXTENDED = ['Properties', 'Metadata'];

/**
 * The template of the service: what the framework compiled with the service's own `resources:` over it, then `extensions`, which replace
 * single properties of compiled resources.
 */
export function templateOf(compiled: Resources, resources: Part): TemplateMap {
  const { positions } = resources.reading;
  const own: TemplateMap = { Resources: compiled.map };
  if (!resources.exists || !resources.isMapOrMissing('a map with Resources and Outputs')) return own;
  checkSections(resources);
  const further = Object.fromEntries(
    resources.entries.filter(([key]) => key !== 'extensions').map(([key, { value }]) => [key, value]),
  );
  const template = merged(positions, own, positions.copied(resources.value as object, further)) as TemplateMap;
  const extensions = resources.get('extensions');
  if (!extensions.isMapOrMissing('a map from logical ids to what they add')) return template;
  for (const [id, extension] of extensions.entries) extend(template, id, extension);
  return template;
}

const SECTIONS = [
  'AWSTemplateFormatVersion Conditions Description Mappings Metadata Outputs Parameters Resources Rules',
  'Transform extensions',
].flatMap((line) => line.split(' '));

function checkSections(resources: Part): void {
  for (const key of resources.keys) {
    if (SECTIONS.includes(key)) continue;
    const hint = () => nearestHint(key, SECTIONS, 'sections');
    resources.get(key).keyError(`resources has the key "${key}", which no template has`, hint);
  }
}

function extend(template: TemplateMap, id: string, extension: Part): void {
  const all = template['Resources'] as TemplateMap;
  const resource = memberOf(all, id);
  if (!isMap(resource)) {
    const hint = () => nearestHint(id, Object.keys(all), 'resources');
    extension.keyError(`extensions names the resource "${id}", which the service does not have`, hint);
    return;
  }
  const { positions } = extension.reading;
  const extended: Record<string, unknown> = positions.copied(resource, { ...resource });
  for (const [attribute, part] of extension.entries) {
    if (attribute === 'DependsOn') continue;
    if (REPLACED.includes(attribute)) setMember(extended, attribute, part.value);
    else if (EXTENDED.includes(attribute) && part.isMapOrMissing()) {
      const before = memberOf(extended, attribute);
      const map: Record<string, unknown> = isMap(before) ? positions.copied(before, { ...before }) : {};
      for (const [key, member] of part.entries) {
        setMember(map, key, member.value);
        positions.set(map, key, member.written);
      }
      setMember(extended, attribute, map);
    } else part.keyError(`extensions cannot change ${attribute} of a resource`);
  }
  setMember(all, id, extended);
}
