import { isJsonObject, parseJson } from '../base/json.ts';

/** `errorMessage` of what a function that failed answered; `undefined` where its answer has none. */
export function errorMessageOf(payload: string): string | undefined {
  const error = parseJson(payload);
  const message = isJsonObject(error) ? error['errorMessage'] : undefined;
  return typeof message === 'string' ? message : undefined;
}

/** What a function that failed answered, as `TypeError: x is not a function`; an answer that is no error object, as it is, cut. */
export function functionErrorText(payload: string): string {
  const error = parseJson(payload);
  const message = errorMessageOf(payload);
  if (!isJsonObject(error) || message === undefined) return payload.slice(0, 200);
  const type = error['errorType'];
  return typeof type === 'string' && type !== '' ? `${type}: ${message}` : message;
}
