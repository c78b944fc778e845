import type { JavaValue } from '../../values.ts';
import { JavaList } from '../../values.ts';
import type { Check } from '../compiled-schema.ts';
import { instanceTypes, typeOfInstance } from '../instance-type.ts';
import { equalsAsJson } from '../json-equality.ts';
import { messageText, namesText } from '../message-text.ts';
import type { KeywordContext } from './keyword.ts';
import { wrongKeyword } from './keyword.ts';
import { stringsOf } from './keyword-values.ts';

export function enumKeyword(context: KeywordContext): Check {
  if (!(context.value instanceof JavaList)) throw wrongKeyword(context, 'a list of values');
  const values: readonly JavaValue[] = context.value.items;
  const possible = messageText(context.value);
  return (instance, report) => {
    if (values.some((value) => equalsAsJson(value, instance))) return;
    report.push(`instance value (${messageText(instance)}) not found in enum (possible values: ${possible})`);
  };
}

export function typeKeyword(context: KeywordContext): Check {
  const named = new Set(typeof context.value === 'string' ? [context.value] : stringsOf(context));
  const unknown = [...named].find((name) => !instanceTypes.some((type) => type === name));
  if (unknown !== undefined) throw wrongKeyword(context, `types of ${instanceTypes.join(', ')}, not "${unknown}"`);
  if (named.has('number')) named.add('integer');
  const allowed = instanceTypes.filter((type) => named.has(type));
  const text = namesText(allowed);
  return (instance, report) => {
    const type = typeOfInstance(instance);
    if (allowed.includes(type)) return;
    report.push(`instance type (${type}) does not match any allowed primitive type (allowed: ${text})`);
  };
}
