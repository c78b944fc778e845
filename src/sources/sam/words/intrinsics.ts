import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { isMap } from './values.ts';

export const ref = (id: string): TemplateMap => ({ Ref: id });
export const getAtt = (id: string, attribute: string): TemplateMap => ({ 'Fn::GetAtt': [id, attribute] });
export const sub = (text: string, variables?: TemplateMap): TemplateMap => ({
  'Fn::Sub': variables === undefined ? text : [text, variables],
});
export const join = (delimiter: string, parts: TemplateValue[]): TemplateMap => ({ 'Fn::Join': [delimiter, parts] });

/** `value` where the condition holds, else nothing at all. */
export const onlyIf = (condition: string, value: TemplateValue): TemplateMap => ({
  'Fn::If': [condition, value, ref('AWS::NoValue')],
});

export function isIntrinsic(value: TemplateValue | undefined): value is TemplateMap {
  if (!isMap(value)) return false;
  const [key, ...more] = Object.keys(value);
  return key !== undefined && more.length === 0 && (key === 'Ref' || key === 'Condition' || key.startsWith('Fn::'));
}

export function isIf(value: TemplateValue | undefined): value is TemplateMap {
  return isIntrinsic(value) && Object.hasOwn(value, 'Fn::If');
}

export function isNoValue(value: TemplateValue | undefined): boolean {
  return isIntrinsic(value) && value['Ref'] === 'AWS::NoValue';
}

/** The logical id in `Ref`, else the value itself: APIs are named in events either way. */
export function referredId(value: TemplateValue | undefined): TemplateValue | undefined {
  return isMap(value) && Object.hasOwn(value, 'Ref') ? value['Ref'] : value;
}
