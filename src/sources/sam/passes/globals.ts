import { isOpenApi3 } from '../definition/documents.ts';
import { nearestHint } from '../../problems/nearest.ts';
import type { Hint } from '../../problems/problems.ts';
import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { copyOf } from '../words/copy.ts';
import { ResourceError, reporting } from '../words/errors.ts';
import { isIntrinsic } from '../words/intrinsics.ts';
import { isMap, shown } from '../words/values.ts';
import { GLOBAL_PROPERTIES } from './global-properties.ts';

const PREFIX = 'AWS::Serverless::';

/** Resource types that take globals; SAM's newer ones do not. */
const WITHOUT_GLOBALS = new Set<TemplateValue>([`${PREFIX}Connector`, `${PREFIX}GraphQLApi`]);

/** Merges `Globals` into the resources. Returns whether the section could be read. */
export function mergeGlobals(work: Transformation): boolean {
  const globals = work.template['Globals'];
  const sections = globals === undefined ? {} : readGlobals(work, globals);
  if (sections === undefined) return false;
  const done = Object.keys(work.resources).map((id) =>
    reporting(id, work.at, work.problems, () => mergeInto(work, id, sections)),
  );
  delete work.template['Globals'];
  return done.every(Boolean);
}

function mergeInto(work: Transformation, id: string, sections: TemplateMap): void {
  const resource = work.resource(id);
  const type = resource?.['Type'];
  if (resource === undefined || typeof type !== 'string' || !type.startsWith(PREFIX)) return;
  if (WITHOUT_GLOBALS.has(type)) return;
  const section = sections[type.slice(PREFIX.length)];
  if (isMap(section)) {
    const chosen = withoutIgnored(id, section, resource['IgnoreGlobals']);
    const own = work.propertiesOf(id);
    resource['Properties'] = merged(copyOf(chosen, work.positions), own, work);
  }
  if (type === `${PREFIX}Api`) useOpenApiVersion(work, id);
}

function withoutIgnored(id: string, section: TemplateMap, ignored: TemplateValue | undefined): TemplateMap {
  if (ignored === undefined || ignored === null || ignored === '') return section;
  if (ignored === '*') return {};
  const invalid = (rest: string): ResourceError =>
    new ResourceError(id, `Resource ${id} has invalid resource attribute 'IgnoreGlobals'${rest}.`, ['IgnoreGlobals']);
  if (!Array.isArray(ignored)) throw invalid('');
  for (const key of ignored) {
    if (typeof key !== 'string' || !Object.hasOwn(section, key)) throw invalid(` on item '${shown(key)}'`);
  }
  return Object.fromEntries(Object.entries(section).filter(([key]) => !ignored.includes(key)));
}

/** Maps are merged, lists concatenated with the globals first, everything else is the resource's own. */
function merged(global: TemplateMap, own: TemplateMap, work: Transformation): TemplateMap {
  const { positions } = work;
  for (const [key, value] of Object.entries(own)) {
    const before = Object.hasOwn(global, key) ? global[key] : undefined;
    const written = positions.of(own, key);
    if (isPlainMap(before) && isPlainMap(value)) global[key] = merged(before, value, work);
    else if (Array.isArray(before) && Array.isArray(value)) global[key] = concatenated(before, value, work);
    else global[key] = value;
    positions.set(global, key, written);
  }
  positions.setObject(global, positions.ofObject(own));
  return global;
}

function concatenated(first: TemplateValue[], second: TemplateValue[], { positions }: Transformation): TemplateValue[] {
  const list = [...first, ...second];
  first.forEach((_, index) => positions.set(list, index, positions.of(first, index)));
  second.forEach((_, index) => positions.set(list, first.length + index, positions.of(second, index)));
  return list;
}

const isPlainMap = (value: TemplateValue | undefined): value is TemplateMap => isMap(value) && !isIntrinsic(value);

/** The version applies to definitions that SAM makes, and is known only now. */
function useOpenApiVersion(work: Transformation, id: string): void {
  const properties = work.propertiesOf(id);
  const version = properties['OpenApiVersion'];
  const written = work.positions.of(properties, 'OpenApiVersion')?.source;
  const text = typeof version === 'number' ? (written ?? String(version)) : version;
  if (!work.managed.has(id) || typeof text !== 'string' || !isOpenApi3(text)) return;
  properties['OpenApiVersion'] = text;
  const body = properties['DefinitionBody'];
  if (!isMap(body)) return;
  body['openapi'] = text;
  delete body['swagger'];
}

function readGlobals(work: Transformation, globals: TemplateValue): TemplateMap | undefined {
  const { template, positions, problems } = work;
  let isValid = true;
  const refuse = (message: string, path: readonly string[], hint?: Hint): void => {
    isValid = false;
    problems.error(
      `'Globals' section is invalid. ${message}`,
      positions.at(template, ['Globals', ...path], 'key'),
      hint,
    );
  };
  if (!isMap(globals)) refuse('It must be a non-empty dictionary', []);
  for (const [section, properties] of Object.entries(isMap(globals) ? globals : {})) {
    const known = Object.hasOwn(GLOBAL_PROPERTIES, section) ? GLOBAL_PROPERTIES[section] : undefined;
    const sections = Object.keys(GLOBAL_PROPERTIES).toSorted();
    if (known === undefined) {
      const message = `'${section}' is not supported. Must be one of the following values - ${shown(sections)}`;
      refuse(message, [section], () => nearestHint(section, sections, 'sections'));
      continue;
    }
    if (!isMap(properties)) {
      refuse('Value of ${section} must be a dictionary', [section]);
      continue;
    }
    for (const key of Object.keys(properties)) {
      if (known.includes(key)) continue;
      const message = `'${key}' is not a supported property of '${section}'. Must be one of the following values - ${shown([...known])}`;
      refuse(message, [section, key], () => nearestHint(key, known, 'properties'));
    }
  }
  return isValid && isMap(globals) ? globals : undefined;
}
