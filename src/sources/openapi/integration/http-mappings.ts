import { Fields } from '../document/fields.ts';
import type { DocumentPlace } from '../document/document-place.ts';
import type { IntegrationSource } from './integration-parts.ts';
import { checkExpression, readTextMap } from './text-maps.ts';

const REQUEST_KEY = /^(?:append|overwrite|remove):(?:header|querystring)\.\S+$|^overwrite:path$/;
const RESPONSE_KEY = /^(?:append|overwrite|remove):header\.\S+$|^overwrite:statuscode$/;

/** `append:header.X` -> value: what an HTTP API changes in the request (docs/aws/http-api.md#parameter-mapping). */
export function readMappings(name: string, source: IntegrationSource): Record<string, string> {
  return readOneMap(source.fields, name, 'request', source);
}

/** Status code of the integration -> what is changed in its answer (docs/aws/http-api.md#parameter-mapping). */
export function readResponseMappings(source: IntegrationSource): Record<string, Record<string, string>> {
  const { fields, context } = source;
  const byStatus: Record<string, Record<string, string>> = {};
  const map = fields.map('responseParameters');
  if (!map) return byStatus;
  const statuses = new Fields(map, context);
  for (const [status, place] of map.entries()) {
    if (!/^[2-5]\d\d$/.test(status)) {
      context.problems.error(`"${status}" is not a status code`, place.keyPosition, 'Wanted a number from 200 to 599.');
      continue;
    }
    byStatus[status] = readOneMap(statuses, status, 'response', source);
  }
  return byStatus;
}

function readOneMap(
  fields: Fields,
  name: string,
  side: 'request' | 'response',
  { operation, context }: IntegrationSource,
): Record<string, string> {
  const mappings: Record<string, string> = {};
  for (const [key, text, place] of readTextMap(fields, name, operation)) {
    checkKey(key, side, place, context);
    mappings[key] = text;
    // What a removal is given means nothing.
    if (!key.startsWith('remove:'))
      checkExpression(text, side === 'request' ? 'http-request' : 'http-response', place, context);
  }
  return mappings;
}

function checkKey(
  key: string,
  side: 'request' | 'response',
  place: DocumentPlace,
  context: IntegrationSource['context'],
): void {
  const form = side === 'request' ? REQUEST_KEY : RESPONSE_KEY;
  const others = side === 'request' ? 'append:querystring.X and overwrite:path' : 'overwrite:statuscode';
  if (!form.test(key)) {
    const hint = `Wanted append:header.X, overwrite:header.X, remove:header.X, or the like; also ${others}.`;
    context.problems.error(`"${key}" is not a parameter mapping of a ${side}`, place.keyPosition, hint);
    return;
  }
  const wrong = context.options.checks?.mappingKey?.(side, key);
  if (wrong !== undefined) context.problems.error(wrong, place.keyPosition);
}
