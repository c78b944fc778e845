import type { Check } from '../compiled-schema.ts';
import type { KeywordContext } from './keyword.ts';
import { countOf, regexOf } from './keyword-values.ts';

export function minLengthKeyword(context: KeywordContext): Check {
  const least = countOf(context);
  return (instance, report) => {
    if (typeof instance !== 'string') return;
    const length = lengthOf(instance);
    if (length < least)
      report.push(`string "${instance}" is too short (length: ${length}, required minimum: ${least})`);
  };
}

export function maxLengthKeyword(context: KeywordContext): Check {
  const most = countOf(context);
  return (instance, report) => {
    if (typeof instance !== 'string') return;
    const length = lengthOf(instance);
    if (length > most) report.push(`string "${instance}" is too long (length: ${length}, maximum allowed: ${most})`);
  };
}

/** The pattern may match any part of the text. */
export function patternKeyword(context: KeywordContext): Check {
  const matches = regexOf(context, context.value);
  const source = typeof context.value === 'string' ? context.value : '';
  return (instance, report) => {
    if (typeof instance !== 'string' || matches(instance)) return;
    report.push(`ECMA 262 regex "${source}" does not match input string "${instance}"`);
  };
}

/** Characters, not UTF-16 units. */
function lengthOf(text: string): number {
  return text.length - (text.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
