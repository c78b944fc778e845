import type { TemplateValue } from '../../template/template.ts';
import { isMap } from '../values.ts';
import type { Part } from './part.ts';
import type { Service } from './service.ts';

/**
 * What refers to an API that `resources:` declares and the provider's `restApiId`, `httpApi.id` or `websocketApiId` names. `undefined` when
 * there is none, and when the API is deployed by another service: its routes are then served on an API of this one.
 */
export function sharedApi({ root }: Service, id: Part): TemplateValue | undefined {
  if (!id.exists) return undefined;
  const name = isMap(id.value) ? id.value['Ref'] : undefined;
  const declared = root.get('resources').get('Resources');
  if (typeof name === 'string' && declared.get(name).exists) return id.value as TemplateValue;
  id.info(`${id.name} is an API of another service: the routes of this one are served on an API of its own`);
  return undefined;
}
