import { GatewayError } from '../model/http/gateway-error.ts';
import type { Authorization } from './contract.ts';
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

/** Which policy refused: the caller's own, or a Lambda authorizer's (identity), or the API's (resource). */
export type RefusingPolicy = 'identity' | 'resource';

export interface Denial {
  /** A statement denies; otherwise no statement allows. */
  readonly explicit: boolean;
  readonly by: RefusingPolicy;
  readonly refusedAs: Verdict['refusedAs'];
  /** For the developer. */
  readonly reason: string;
}

/** 403 for a caller whose authorizer answered: what it said of the caller is kept for logs and gateway responses. */
export class AccessDenied extends GatewayError {
  constructor(
    clientMessage: string,
    reason: string,
    readonly authorization: Authorization,
  ) {
    super('ACCESS_DENIED', { clientMessage, reason });
    this.name = 'AccessDenied';
  }
}

/**
 * 403 in the words for a Lambda authorizer, which name no caller, or for a principal, with the kind of policy that refused
 * (docs/aws/rest-api.md#authorizer-outcomes, docs/aws/rest-api.md#iam-authorization).
 */
export function accessDenied(
  { explicit, by, refusedAs, reason }: Denial,
  caller: Caller,
  methodArn: string,
  authorization: Authorization = {},
): AccessDenied {
  const refused =
    by === 'identity' && refusedAs === 'this resource'
      ? 'User is not authorized to access this resource'
      : `User: ${caller.kind === 'iam' ? caller.arn : 'anonymous'} is not authorized to perform: execute-api:Invoke on resource: ${masked(methodArn)}`;
  const why = explicit
    ? `with an explicit deny in ${ARTICLE[by]} ${by}-based policy`
    : `because no ${by}-based policy allows the execute-api:Invoke action`;
  return new AccessDenied(`${refused} ${why}`, reason, authorization);
}

const ARTICLE: Readonly<Record<RefusingPolicy, 'a' | 'an'>> = { identity: 'an', resource: 'a' };

/** AWS shows the last four digits of the account only: `arn:aws:execute-api:us-east-1:********1234:…` (docs/aws/rest-api.md#authorizer-outcomes). */
function masked(arn: string): string {
  return arn.replace(/^((?:[^:]*:){4})\d{8}(\d{4}:)/, '$1********$2');
}
