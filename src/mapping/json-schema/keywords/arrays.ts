import { JavaList } from '../../values.ts';
import type { Check } from '../compiled-schema.ts';
import { hasDuplicates } from '../json-equality.ts';
import type { KeywordContext } from './keyword.ts';
import { booleanOf, countOf } from './keyword-values.ts';

/** Only `false` together with a list of item schemas limits anything here; a schema is applied to the elements themselves. */
export function additionalItemsKeyword({ value, schema }: KeywordContext): Check | undefined {
  const items = schema.get('items');
  if (value !== false || !(items instanceof JavaList)) return undefined;
  const allowed = items.items.length;
  return (instance, report) => {
    if (!(instance instanceof JavaList) || instance.items.length <= allowed) return;
    report.push(`schema only allows ${allowed} elements in array but instance has ${instance.items.length} elements`);
  };
}

export function minItemsKeyword(context: KeywordContext): Check {
  const least = countOf(context);
  return (instance, report) => {
    if (!(instance instanceof JavaList) || instance.items.length >= least) return;
    report.push(
      `array is too short: must have at least ${least} elements but instance has ${instance.items.length} elements`,
    );
  };
}

export function maxItemsKeyword(context: KeywordContext): Check {
  const most = countOf(context);
  return (instance, report) => {
    if (!(instance instanceof JavaList) || instance.items.length <= most) return;
    report.push(
      `array is too long: must have at most ${most} elements but instance has ${instance.items.length} elements`,
    );
  };
}

export function uniqueItemsKeyword(context: KeywordContext): Check | undefined {
  if (!booleanOf(context)) return undefined;
  return (instance, report) => {
    if (instance instanceof JavaList && hasDuplicates(instance.items))
      report.push('array must not contain duplicate elements');
  };
}
