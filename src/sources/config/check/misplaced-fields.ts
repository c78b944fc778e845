import type { Place } from '../shape/place.ts';

/** Keys of APIs that stand in almost every file; no API has such a name by intention if it has no type. */
const FIELDS = ['type', 'routes', 'cors', 'authorizers', 'stage', 'openapi', 'routeSelectionExpression'];

/**
 * Reports `routes:` and the like that are indented as the name of an API is, beside the API that they belong to, and returns the document
 * without them: what reading would say of them, that an API "routes" needs a type, hides the mistake.
 */
export function withoutMisplacedFields(place: Place): unknown {
  const apis = place.at('apis');
  const misplaced = FIELDS.filter((key) => apis.has(key) && !apis.at(key).has('type'));
  const owner = apis.keys.find((key) => !FIELDS.includes(key));
  if (owner === undefined || misplaced.length === 0) return place.value;
  for (const key of misplaced) {
    apis
      .at(key)
      .keyError(
        `"${key}" is indented as if it were the name of an API`,
        `Indent it by two more spaces, so that it belongs to the API "${owner}".`,
      );
  }
  const all = place.value as Readonly<Record<string, unknown>>;
  const kept = Object.entries(apis.value as object).filter(([key]) => !misplaced.includes(key));
  return { ...all, apis: Object.fromEntries(kept) };
}
