import { LambdaServiceError } from '../../model/lambda/invocation.ts';
import type { ClientResponse } from '../../model/http/messages.ts';
import type { Refusal } from '../lambda-api/service-refusal.ts';
import { refusalOf, tooLarge } from '../lambda-api/service-refusal.ts';

/** Observed (docs/aws/lambda.md#function-urls). */
export const forbidden: ClientResponse = refused(403, 'AccessDeniedException', {
  Message:
    'Forbidden. For troubleshooting Function URL authorization issues, see: https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html',
});

/** A wrong signature, or one of an unknown key: the text is that of the signature check. */
export function badSignature(type: string, message: string): ClientResponse {
  return refused(403, type, { message });
}

/** The function failed, timed out, or answered what no response can be made of. The error type is unproven. */
export const failedFunction: ClientResponse = {
  statusCode: 502,
  headers: [
    ['Content-Type', 'text/plain'],
    ['x-amzn-ErrorType', 'InternalServerErrorException'],
  ],
  body: 'Internal Server Error',
};

/** Words as Invoke has them (unproven for function URLs). */
export function requestTooLarge(bytes: number, limit: number): ClientResponse {
  return rendered(tooLarge(bytes, 'RequestResponse', limit));
}

/** Lambda itself said no: 429 for throttling. `undefined` for errors that are not Lambda's. */
export function serviceRefusal(error: unknown): ClientResponse | undefined {
  return error instanceof LambdaServiceError ? rendered(refusalOf(error)) : undefined;
}

function rendered(refusal: Refusal): ClientResponse {
  const answer = refused(refusal.statusCode, refusal.type, refusal.body);
  return { ...answer, headers: [...answer.headers, ...Object.entries(refusal.headers)] };
}

function refused(statusCode: number, type: string, body: Readonly<Record<string, string>>): ClientResponse {
  return {
    statusCode,
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-ErrorType', type],
    ],
    body: JSON.stringify(body),
  };
}
