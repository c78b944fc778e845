import { createHash } from 'node:crypto';

/** Characters of a URL's id on AWS. */
const LENGTH = 32;

/** The id of a function's URL: lower-case letters and digits, the same at every start. */
export function urlIdOf(functionName: string): string {
  const hash = createHash('sha256').update(`function-url:${functionName}`).digest('hex');
  return BigInt(`0x${hash}`).toString(36).padStart(LENGTH, '0').slice(0, LENGTH);
}

/** `{id}.lambda-url.{region}.on.aws`. */
export function urlHostName(functionName: string, region: string): string {
  return `${urlIdOf(functionName)}.lambda-url.${region}.on.aws`;
}
