import type { JavaValue } from '../../values.ts';
import type { Check, CompiledSchema } from '../compiled-schema.ts';
import { byCodeUnits } from '../compiled-schema.ts';
import { namesText } from '../message-text.ts';
import type { KeywordContext } from './keyword.ts';
import { countOf, membersOf, regexOf, stringsOf } from './keyword-values.ts';

/** Only `false` refuses members here; a schema is applied to the members themselves. */
export function additionalPropertiesKeyword(context: KeywordContext): Check | undefined {
  if (context.value !== false) return undefined;
  const known = namesIn(context.schema.get('properties'));
  const patterns = [...namesIn(context.schema.get('patternProperties'))].map((source) => regexOf(context, source));
  return (instance, report) => {
    if (!(instance instanceof Map)) return;
    const unwanted = [...namesIn(instance)].filter(
      (name) => !known.has(name) && !patterns.some((matches) => matches(name)),
    );
    if (unwanted.length === 0) return;
    report.push(
      `object instance has properties which are not allowed by the schema: ${namesText(unwanted.sort(byCodeUnits))}`,
    );
  };
}

export function requiredKeyword(context: KeywordContext): Check {
  const required = [...new Set(stringsOf(context))].sort(byCodeUnits);
  return (instance, report) => {
    if (!(instance instanceof Map)) return;
    const missing = required.filter((name) => !instance.has(name));
    if (missing.length > 0) report.push(`object has missing required properties (${namesText(missing)})`);
  };
}

export function minPropertiesKeyword(context: KeywordContext): Check {
  const least = countOf(context);
  return (instance, report) => {
    if (!(instance instanceof Map) || instance.size >= least) return;
    report.push(`object has too few properties (found ${instance.size} but schema requires at least ${least})`);
  };
}

export function maxPropertiesKeyword(context: KeywordContext): Check {
  const most = countOf(context);
  return (instance, report) => {
    if (!(instance instanceof Map) || instance.size <= most) return;
    report.push(`object has too many properties (found ${instance.size} but schema requires at most ${most})`);
  };
}

/** Names that a member demands come first, then schemas that it demands of the whole object. */
export function dependenciesKeyword(context: KeywordContext): Check {
  const names: [name: string, wanted: string[]][] = [];
  const schemas: [name: string, schema: CompiledSchema][] = [];
  for (const [name, value] of membersOf(context)) {
    if (value instanceof Map) schemas.push([name, context.compile(value, name)]);
    else names.push([name, stringsOf(context, value).sort(byCodeUnits)]);
  }
  schemas.sort(([a], [b]) => byCodeUnits(a, b));
  return (instance, report, active) => {
    if (!(instance instanceof Map)) return;
    for (const [name, wanted] of names) {
      const missing = instance.has(name) ? wanted.filter((one) => !instance.has(one)) : [];
      if (missing.length === 0) continue;
      report.push(
        `property "${name}" of object has missing property dependencies (schema requires ${namesText(wanted)}; missing: ${namesText(missing)})`,
      );
    }
    for (const [name, schema] of schemas) if (instance.has(name)) schema.validate(instance, report, active);
  };
}

function namesIn(value: JavaValue | undefined): Set<string> {
  return new Set(value instanceof Map ? [...value.keys()].filter((key) => typeof key === 'string') : []);
}
