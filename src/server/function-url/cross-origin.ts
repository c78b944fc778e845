import type { CorsPolicy } from '../../http-api/call/cors.ts';
import type { ClientRequest, ClientResponse } from '../../model/http/messages.ts';
import { firstHeader } from '../../model/http/messages.ts';

/**
 * The service's own answer to a preflight request, where CORS is configured: the function is not asked (documented). The status is unproven.
 */
export function preflightAnswer(request: ClientRequest, cors: CorsPolicy | undefined): ClientResponse | undefined {
  if (!cors || request.method !== 'OPTIONS') return undefined;
  const origin = firstHeader(request.headers, 'origin');
  if (origin === undefined || firstHeader(request.headers, 'access-control-request-method') === undefined) {
    return undefined;
  }
  return { statusCode: 200, headers: cors.preflightHeaders(origin), body: null };
}

/**
 * With CORS configured, its headers are added to an actual response. A header that the function sends too arrives with both values, which
 * browsers refuse: as on AWS (docs/aws/lambda.md#function-urls).
 */
export function withCors(
  response: ClientResponse,
  request: ClientRequest,
  cors: CorsPolicy | undefined,
): ClientResponse {
  if (!cors) return response;
  const origin = firstHeader(request.headers, 'origin');
  return origin === undefined ? response : { ...response, headers: [...response.headers, ...cors.headers(origin)] };
}
