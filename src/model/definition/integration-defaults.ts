import { INTEGRATION_TIMEOUT_MS } from './limits.ts';
import type { Integration } from './integration.ts';

/** What an integration has that says nothing of it: AWS's defaults. */
export function integrationDefaults(kind: keyof typeof INTEGRATION_TIMEOUT_MS): Omit<Integration, 'type'> {
  return {
    timeoutInMillis: INTEGRATION_TIMEOUT_MS[kind],
    requestParameters: {},
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    cacheKeyParameters: [],
    responses: [],
    responseParameters: {},
    responseTransferMode: 'BUFFERED',
  };
}
