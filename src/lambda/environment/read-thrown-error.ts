import { isJsonObject } from '../../model/base/json.ts';
import type { ErrorFacts, ThrownError } from '../../model/lambda/thrown-error.ts';

/** As deep as environments describe causes; user code may have got at the connection and say more. */
const MAX_DEPTH = 8;

/** An error that an environment described, checked member by member; `undefined` where it is no such description. */
export function readThrownError(value: unknown): ThrownError | undefined {
  if (!isJsonObject(value) || typeof value['what'] !== 'string') return undefined;
  const error = readFacts(value['error'], 0);
  return error && { what: value['what'], error, ...(value['atImport'] === true ? { atImport: true } : {}) };
}

function readFacts(value: unknown, depth: number): ErrorFacts | undefined {
  if (!isJsonObject(value) || depth > MAX_DEPTH) return undefined;
  const { name, message, code, frames, cause, errors } = value;
  if (typeof name !== 'string' || typeof message !== 'string') return undefined;
  const below = readFacts(cause, depth + 1);
  return {
    name,
    message,
    frames: Array.isArray(frames) ? frames.filter((frame) => typeof frame === 'string') : [],
    ...(typeof code === 'string' ? { code } : {}),
    ...(below === undefined ? {} : { cause: below }),
    ...(Array.isArray(errors) ? { errors: errors.flatMap((each) => readFacts(each, depth + 1) ?? []) } : {}),
  };
}
