import { placeholdersIn } from '../../aws-resources/placeholder.ts';
import type { TemplateValue } from '../../template/template.ts';
import { intrinsicOf, isMap, type Resolved } from './values.ts';

/**
 * An attribute or import that only AWS knows may be a list: its placeholder stands for all of it, or the text that `values:` gives, with
 * commas. `undefined` where a value is no such text. `node` is what stands in the template.
 */
export function unknownList(resolved: Resolved, node: TemplateValue | symbol): string[] | undefined {
  if (typeof resolved !== 'string') return undefined;
  if (placeholdersIn(resolved).length > 0) return [resolved];
  const name = typeof node === 'object' && isMap(node) ? intrinsicOf(node)?.name : undefined;
  return name === 'Fn::GetAtt' || name === 'Fn::ImportValue' ? resolved.split(',') : undefined;
}
