import type { ApiFacts } from '../api-facts.ts';

/** Parameter mappings of the project's integrations. */
export function mappingsOf({ name, type, routes }: ApiFacts): { id: string; type: string; text: string }[] {
  return routes
    .filter(({ requestParameters }) => Object.keys(requestParameters).length > 0)
    .map(({ routeKey, requestParameters }) => ({
      id: `${name}  ${routeKey}`,
      type,
      text: JSON.stringify(requestParameters, null, 2),
    }));
}
