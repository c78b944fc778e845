import { isMap } from '../resolve/values.ts';
import type { StackScope } from '../stack-scope.ts';

/** Code and documents in a bucket that are here after all: assets of a cloud assembly become local paths. */
export function codeOf(
  values: Readonly<Record<string, unknown>>,
  scope: StackScope,
): Readonly<Record<string, unknown>> {
  const { asset } = scope.stack;
  if (asset === undefined) return {};
  const result: Record<string, unknown> = {};
  for (const [field, bucketName, keyName] of [
    ['code', 's3Bucket', 's3Key'],
    ['content', 's3Bucket', 's3Key'],
    ['bodyS3Location', 'bucket', 'key'],
  ] as const) {
    const value = values[field] as Readonly<Record<string, unknown>> | undefined;
    if (value === undefined || !isMap(value)) continue;
    const [bucket, key] = [value[bucketName], value[keyName]];
    const path = typeof bucket === 'string' && typeof key === 'string' ? asset(bucket, key) : undefined;
    if (path !== undefined) result[field] = { path };
  }
  return result;
}
