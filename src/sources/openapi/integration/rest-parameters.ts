import type { IntegrationSource } from './integration-parts.ts';
import { checkExpression, readTextMap } from './text-maps.ts';

const DESTINATION = /^integration\.request\.(?:header|querystring|path)\.\S+$/;

/** `integration.request.header.X` -> source (docs/aws/rest-api.md#parameter-mapping). */
export function readRequestParameters({ fields, operation, context }: IntegrationSource): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [destination, text, place] of readTextMap(fields, 'requestParameters', operation)) {
    if (!DESTINATION.test(destination)) {
      const message = `Invalid mapping expression specified: Validation Result: warnings : [], errors : [Invalid mapping expression parameter specified: ${destination}]`;
      const hint =
        'Wanted integration.request.header.X, integration.request.querystring.X or integration.request.path.X.';
      context.problems.error(message, place.keyPosition, hint);
      continue;
    }
    parameters[destination] = text;
    checkExpression(text, 'rest-request', place, context);
  }
  return parameters;
}
