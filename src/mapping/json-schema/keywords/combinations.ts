import type { JavaValue } from '../../values.ts';
import type { Active, Check, CompiledSchema, Report } from '../compiled-schema.ts';
import type { KeywordContext } from './keyword.ts';
import { schemasOf } from './keyword-values.ts';

export function allOfKeyword(context: KeywordContext): Check {
  return forMatches(context, (matched, all, report) => {
    if (matched < all)
      report.push(`instance failed to match all required schemas (matched only ${matched} out of ${all})`);
  });
}

export function anyOfKeyword(context: KeywordContext): Check {
  return forMatches(context, (matched, all, report) => {
    if (matched === 0) report.push(`instance failed to match at least one required schema among ${all}`);
  });
}

export function oneOfKeyword(context: KeywordContext): Check {
  return forMatches(context, (matched, all, report) => {
    if (matched !== 1) report.push(`instance failed to match exactly one schema (matched ${matched} out of ${all})`);
  });
}

export function notKeyword(context: KeywordContext): Check {
  const schema = context.compile(context.value);
  return (instance, report, active) => {
    if (matches(schema, instance, active)) report.push('instance matched a schema which it should not have');
  };
}

function forMatches(context: KeywordContext, judge: (matched: number, all: number, report: Report) => void): Check {
  const schemas = schemasOf(context).map((schema, index) => context.compile(schema, index));
  return (instance, report, active) => {
    judge(schemas.filter((schema) => matches(schema, instance, active)).length, schemas.length, report);
  };
}

/** Each alternative is a validation of its own: its messages are not shown. */
function matches(schema: CompiledSchema, instance: JavaValue, active: Active): boolean {
  const report: Report = [];
  schema.validate(instance, report, active);
  return report.length === 0;
}
