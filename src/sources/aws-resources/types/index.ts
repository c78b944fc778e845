import type { Fields } from '../shape/field.ts';
import type { ResourceType } from '../resource-types.ts';
import { functionTypes, triggerTypes } from './functions.ts';
import { httpApiTypes } from './http-api.ts';
import { planAndDomainTypes } from './plans-and-domains.ts';
import { restApiTypes } from './rest-api.ts';

/** Every resource type that becomes a record, and its fields. */
export const resourceTypes = {
  ...restApiTypes,
  ...planAndDomainTypes,
  ...httpApiTypes,
  ...functionTypes,
  ...triggerTypes,
} as const satisfies Readonly<Record<ResourceType, Fields>>;
