import { resolve } from 'node:path';
import { isJsonObject } from '../model/base/json.ts';
import { whyUnreadable } from '../sources/problems/unreadable.ts';
import type { RecordedExchange, Recording } from './recording.ts';
import { readRegularFile } from '../model/base/regular-file.ts';

/** A file that cannot be compared with: the message says why. */
export class UnfitFile extends Error {}

/** Reads a recording. Throws `UnfitFile`. */
export function readRecording(name: string, cwd: string): Recording {
  let value: unknown;
  try {
    value = JSON.parse(readRegularFile(resolve(cwd, name)));
  } catch (error) {
    if (error instanceof SyntaxError) throw new UnfitFile(`${name} is not JSON: ${error.message}.`);
    throw new UnfitFile(`The recording cannot be read: ${whyUnreadable(error, name)}.`);
  }
  if (!isJsonObject(value) || value['gwEmulateRecording'] === undefined)
    throw new UnfitFile(
      `${name} is no recording. "gw-emulate record --against URL FILE" makes one; events of the recorder are compared with --events.`,
    );
  if (value['gwEmulateRecording'] !== 1)
    throw new UnfitFile(
      `${name} was written by a newer version of gw-emulate (form ${JSON.stringify(value['gwEmulateRecording'])}).`,
    );
  const { against, exchanges } = value;
  if (typeof against !== 'string' || !Array.isArray(exchanges))
    throw new UnfitFile(`${name} is damaged: it has no "against" or no list "exchanges".`);
  const wrong = exchanges.findIndex((one) => !isExchange(one));
  if (wrong !== -1) throw new UnfitFile(`${name} is damaged: exchanges[${wrong}] is not a request with its response.`);
  return value as unknown as Recording;
}

function isExchange(value: unknown): value is RecordedExchange {
  if (!isJsonObject(value)) return false;
  const { name, request, response, answeredAt } = value;
  return (
    typeof name === 'string' &&
    typeof answeredAt === 'number' &&
    isJsonObject(request) &&
    typeof request['method'] === 'string' &&
    typeof request['path'] === 'string' &&
    request['path'].startsWith('/') &&
    hasHeadersAndBody(request) &&
    isJsonObject(response) &&
    typeof response['status'] === 'number' &&
    hasHeadersAndBody(response)
  );
}

function hasHeadersAndBody({ headers, body }: Readonly<Record<string, unknown>>): boolean {
  const isPair = (pair: unknown): boolean =>
    Array.isArray(pair) && pair.length === 2 && pair.every((part) => typeof part === 'string');
  return Array.isArray(headers) && headers.every(isPair) && (body === undefined || typeof body === 'string');
}
