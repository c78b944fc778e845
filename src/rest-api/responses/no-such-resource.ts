import { GatewayError } from '../../model/http/gateway-error.ts';
import { firstHeader } from '../../model/http/messages.ts';
import { nearRoute } from '../../model/http/near-route.ts';
import { readSignatureClaim } from '../../signing/signature-claim.ts';
import { SignatureRefusal } from '../../signing/signature-refusal.ts';
import type { Call } from '../call/call.ts';

/**
 * The refusal of a path or verb that no resource has: a missing authentication token. An `Authorization` header that is not a signature, such
 * as a bearer token, is complained about instead, under the same gateway response (docs/aws/rest-api-observed.md#authorization-surprise).
 * `matches`: whether a method of the API answers.
 */
export function noSuchResource(call: Call, matches: (method: string, path: string) => boolean): GatewayError {
  const { httpMethod: method, target } = call;
  const isPreflight =
    method === 'OPTIONS' && firstHeader(call.client.headers, 'access-control-request-method') !== undefined;
  const near = nearRoute({ method, path: target.resourcePath, isPreflight }, matches);
  const reason = `No resource answers ${method} ${target.resourcePath}${near}`;
  const complaint = signatureComplaint(call);
  if (!complaint) return new GatewayError('MISSING_AUTHENTICATION_TOKEN', { reason });
  return new GatewayError('MISSING_AUTHENTICATION_TOKEN', {
    reason: `${reason}. The client reads about its Authorization header instead, as on AWS`,
    clientMessage: complaint.message,
    errorType: complaint.type,
  });
}

function signatureComplaint({ client }: Call): SignatureRefusal | undefined {
  if (firstHeader(client.headers, 'authorization') === undefined) return undefined;
  const { method, rawPath, rawQuery, headers } = client;
  try {
    readSignatureClaim({ method, rawPath, rawQuery, headers, body: () => NO_BODY }, true);
    return undefined;
  } catch (error) {
    if (error instanceof SignatureRefusal) return error;
    throw error;
  }
}

/** Only the header is read. */
const NO_BODY = Buffer.alloc(0);
