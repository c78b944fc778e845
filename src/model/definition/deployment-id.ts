import type { ApiCommon } from './api-common.ts';
import { derivedId } from './derived-id.ts';

/** AWS gives a new one to every deployment; here what is deployed decides, so that it changes when the API does. */
export function withDeploymentId<A extends ApiCommon>(api: A): A {
  const isContent = (key: string): boolean => key !== 'declaredAt' && key !== 'port';
  const content = JSON.stringify(api, (key, value: unknown) => (isContent(key) ? value : undefined));
  return { ...api, stage: { ...api.stage, deploymentId: derivedId('deployment', content) } };
}
