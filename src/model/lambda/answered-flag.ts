/** What Jackson, the JSON parser of AWS's Java services, takes for a boolean besides the literals. */
const TEXTS: ReadonlyMap<unknown, boolean> = new Map([
  ['true', true],
  ['True', true],
  ['TRUE', true],
  ['false', false],
  ['False', false],
  ['FALSE', false],
]);

/**
 * `isBase64Encoded` of what a function answered to a REST or WebSocket API, `false` where it is absent. AWS's own samples answer it as text
 * (docs/aws/rest-api-observed.md#function-answers). `undefined` for what is no boolean.
 */
export function answeredFlag(value: unknown): boolean | undefined {
  if (value === undefined || value === null) return false;
  return typeof value === 'boolean' ? value : TEXTS.get(value);
}
