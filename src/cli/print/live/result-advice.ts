import { isJsonObject, parseJson } from '../../../model/base/json.ts';
import type { Exchange } from '../../../observability/exchange.ts';

/** A response has a few members; nothing longer needs to be parsed to see that it is not one. */
const MAX_PAYLOAD = 2000;

/**
 * What to say of a function's result that an HTTP API turned into an answer which is hardly meant: payload format 2.0 takes anything
 * without `statusCode` for the body (docs/aws/http-api.md#payload-2-responses). REST APIs refuse such results and give their own reason.
 */
export function resultAdvice({ apiType, result, reason, target }: Exchange): string | undefined {
  if (apiType !== 'http' || result === undefined || reason !== undefined || result.payload.length > MAX_PAYLOAD) {
    return undefined;
  }
  if (result.payload === 'null') {
    return `${target} returned nothing, so the body is "null". Return { statusCode: 200, body: … }, or { statusCode: 204 } for no content.`;
  }
  const value = parseJson(result.payload);
  if (!isJsonObject(value) || 'statusCode' in value) return undefined;
  const near = ['status', 'StatusCode', 'code', 'statuscode'].find((key) => typeof value[key] === 'number');
  if (near === undefined || !('body' in value || 'headers' in value)) return undefined;
  return `${target} returned "${near}" and no "statusCode", so the whole object is the body and the status 200. Rename it to statusCode.`;
}
