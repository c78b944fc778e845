import { GatewayError } from '../../model/http/gateway-error.ts';
import type { GatewayErrorType } from '../../model/http/gateway-error.ts';
import { SignatureRefusal } from '../../signing/signature-refusal.ts';
import type { SignatureRefusalType } from '../../signing/signature-refusal.ts';
import { verifySigV4 } from '../../signing/verify-sigv4.ts';
import { conditionKeys } from '../condition-keys.ts';
import type { AuthorizationRequest } from '../contract.ts';
import type { AuthorizerServices } from '../services.ts';
import type { Authenticator } from '../verdict.ts';
import { iamIdentity } from './iam-identity.ts';
import { identityPolicies } from './identity-policies.ts';

/**
 * Requests signed with SigV4 by one of the configured credentials, whose own policies say what they may call
 * (docs/aws/rest-api.md#iam-authorization, docs/aws/http-api.md#iam-authorization).
 */
export function iamAuthenticator(
  services: AuthorizerServices,
  { isPrivate, allowsSigV4a }: { readonly isPrivate: boolean; readonly allowsSigV4a: boolean },
): Authenticator {
  const { credentials, region, clock } = services;
  const policies = identityPolicies(credentials);
  return {
    async authenticate(request) {
      const signed = signedRequest(request);
      const expected = { service: 'execute-api', region, clock, allowsSigV4a };
      const credential = await verifySigV4(signed, credentials, expected).catch((error: unknown) => {
        throw error instanceof SignatureRefusal ? refusal(error) : error;
      });
      const signer = iamIdentity(credential);
      const caller = { kind: 'iam', arn: credential.userArn, accountId: credential.accountId } as const;
      const condition = conditionKeys({ client: request.client, clock, isPrivate, signer });
      const decide = (action: string, resource: string) =>
        policies.get(credential.accessKeyId)?.decide({ action, resource, caller, condition }) ?? 'silent';
      return {
        authorization: { iam: signer },
        decision: decide('execute-api:Invoke', request.methodArn),
        caller,
        refusedAs: 'user',
        allows: (action, resource) => decide(action, resource) === 'allow',
      };
    },
  };
}

function signedRequest(request: AuthorizationRequest): Parameters<typeof verifySigV4>[0] {
  const { method, rawPath, rawQuery, headers } = request.client;
  return { method, rawPath, rawQuery, headers, body: () => request.body() };
}

/**
 * The gateway response that customises each (docs/aws/rest-api.md#gateway-response-types); the text and the error type are the signature's
 * own. HTTP APIs answer Forbidden to all.
 */
const KINDS: Readonly<Record<SignatureRefusalType, GatewayErrorType>> = {
  MissingAuthenticationTokenException: 'MISSING_AUTHENTICATION_TOKEN',
  IncompleteSignatureException: 'INVALID_SIGNATURE',
  InvalidSignatureException: 'INVALID_SIGNATURE',
  UnrecognizedClientException: 'INVALID_SIGNATURE',
  ExpiredTokenException: 'EXPIRED_TOKEN',
};

function refusal(error: SignatureRefusal): GatewayError {
  return new GatewayError(KINDS[error.type], {
    clientMessage: error.message,
    errorType: error.type,
    reason: error.detail,
    cause: error,
  });
}
