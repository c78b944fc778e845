import type { TemplateMap } from '../../template/template.ts';
import type { Service } from '../service/service.ts';

/** The variable by which handlers know that serverless-offline runs them, where the service configures it or lists it. */
export function offlineEnvironment({ custom, plugins }: Service): TemplateMap {
  const isOffline = custom.get('serverless-offline').exists || plugins.includes('serverless-offline');
  return isOffline ? { IS_OFFLINE: 'true' } : {};
}
