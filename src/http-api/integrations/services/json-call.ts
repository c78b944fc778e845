import { parseJson } from '../../../model/base/json.ts';
import type { ServiceCall } from './service-call.ts';

/** A call in AWS's JSON protocol: the operation in X-Amz-Target, its input as JSON in the body. */
export function jsonCall(service: string, version: '1.0' | '1.1', target: string, input: object): ServiceCall {
  return {
    service,
    method: 'POST',
    path: '',
    headers: [
      ['Content-Type', `application/x-amz-json-${version}`],
      ['X-Amz-Target', target],
    ],
    body: JSON.stringify(input),
  };
}

/** A parameter that stands for a list: a JSON array of strings, or values parted by commas. */
export function listValue(text: string): string[] {
  const parsed = parseJson(text);
  if (Array.isArray(parsed)) return parsed.map(String);
  return text.split(',').map((part) => part.trim());
}
