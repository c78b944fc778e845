import { JsonSyntaxError } from '../../mapping/json/reader.ts';
import { readPermissiveJson } from '../../mapping/json/permissive-reader.ts';
import type { JavaValue } from '../../mapping/values.ts';

/**
 * The integer `statusCode` of what a MOCK integration's request template gave, read as leniently as API Gateway reads JSON: bare and
 * single-quoted keys, stray commas and text after the closing brace pass; a quoted number, an unclosed quote or brace does not
 * (docs/aws/rest-api-observed.md#mock). `undefined` when there is none.
 */
export function mockStatus(output: string): number | undefined {
  const value = read(output);
  const status = value instanceof Map ? value.get('statusCode') : undefined;
  return typeof status === 'bigint' ? Number(status) : undefined;
}

function read(output: string): JavaValue | undefined {
  try {
    return readPermissiveJson(output);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return undefined;
    throw error;
  }
}
