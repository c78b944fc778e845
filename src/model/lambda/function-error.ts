import { isJsonObject, parseJson } from '../base/json.ts';

/** `errorMessage` of what a function that failed answered; `undefined` where its answer has none. */
export function errorMessageOf(payload: string): string | undefined {
  const error = parseJson(payload);
  const message = isJsonObject(error) ? error['errorMessage'] : undefined;
  return typeof message === 'string' ? message : undefined;
}
