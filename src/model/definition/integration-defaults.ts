import type { Integration } from './integration.ts';

/** How long API Gateway waits for an integration that says nothing of it, and at most without a raised quota (http-api 1, rest-api 2.3, websocket-api 8.1). */
export const INTEGRATION_TIMEOUT_MS = { http: 30_000, rest: 29_000, websocket: 29_000 } as const;

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
