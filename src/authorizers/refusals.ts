import { GatewayError } from '../model/http/gateway-error.ts';
import type { Caller } from './policy/caller.ts';
import type { Verdict } from './verdict.ts';

/** 401: the identity is missing or not believed. `reason` is for the developer. */
export function unauthorized(reason: string, clientMessage?: string): GatewayError {
  return new GatewayError('UNAUTHORIZED', { reason, ...(clientMessage !== undefined && { clientMessage }) });
}

/** 500: the authorizer did not work. */
export function authorizerFailed(reason: string, cause?: unknown): GatewayError {
  return new GatewayError('AUTHORIZER_CONFIGURATION_ERROR', { reason, ...(cause !== undefined && { cause }) });
}

/**
 * 403 in the words for a Lambda authorizer, which name no caller, or for a principal (docs/aws/rest-api.md#authorizer-outcomes,
 * docs/aws/rest-api.md#iam-authorization).
 */
export function accessDenied(
  how: { readonly explicit: boolean; readonly refusedAs: Verdict['refusedAs'] },
  caller: Caller,
  methodArn: string,
  reason: string,
): GatewayError {
  const text =
    how.refusedAs === 'this resource'
      ? 'User is not authorized to access this resource'
      : `User: ${caller.kind === 'iam' ? caller.arn : 'anonymous'} is not authorized to perform: execute-api:Invoke on resource: ${masked(methodArn)}`;
  const clientMessage = how.explicit ? `${text} with an explicit deny` : text;
  return new GatewayError('ACCESS_DENIED', { clientMessage, reason });
}

/**
 * AWS shows the last four digits of the account only: `arn:aws:execute-api:us-east-1:********1234:…`
 * (docs/aws/rest-api.md#authorizer-outcomes).
 */
function masked(arn: string): string {
  return arn.replace(/^((?:[^:]*:){4})\d{8}(\d{4}:)/, '$1********$2');
}
