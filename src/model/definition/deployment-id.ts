import type { ApiCommon } from './api-common.ts';
import { setOwn } from '../base/own-properties.ts';
import { derivedId } from './derived-id.ts';

/** AWS gives a new one to every deployment; here what is deployed decides, so that it changes when the API does. */
export function withDeploymentId<A extends ApiCommon>(api: A): A {
  const content = JSON.stringify(deployed(api));
  return { ...api, stage: { ...api.stage, deploymentId: derivedId('deployment', content) } };
}

/** Without what can change while the API stays the same. A copy, since a function that `JSON.stringify` asks for each key takes longer. */
function deployed(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || 'toJSON' in value) return value;
  if (Array.isArray(value)) return value.map(deployed);
  const copy: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (key !== 'declaredAt' && key !== 'port') setOwn(copy, key, deployed(part));
  }
  return copy;
}
