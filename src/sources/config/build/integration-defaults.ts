import type { Integration } from '../../../model/integration.ts';

/** What an integration has that says nothing of it: AWS's defaults (http-api 1, rest-api 2.3, websocket-api 8.1). */
export function integrationDefaults(kind: 'http' | 'rest' | 'websocket'): Omit<Integration, 'type'> {
  return {
    timeoutInMillis: kind === 'http' ? 30_000 : 29_000,
    requestParameters: {},
    requestTemplates: {},
    passthroughBehavior: 'WHEN_NO_MATCH',
    cacheKeyParameters: [],
    responses: [],
    responseParameters: {},
    responseTransferMode: 'BUFFERED',
  };
}
