import { conditionKeys } from '../../authorizers/condition-keys.ts';
import type { IamIdentity } from '../../authorizers/contract.ts';
import { iamIdentity } from '../../authorizers/iam/iam-identity.ts';
import { identityPolicies } from '../../authorizers/iam/identity-policies.ts';
import type { Credential } from '../../model/definition/authorizer.ts';
import type { Clock } from '../../model/base/clock.ts';
import type { ClientRequest, ClientResponse } from '../../model/http/messages.ts';
import { SignatureRefusal } from '../../signing/signature-refusal.ts';
import { verifySigV4 } from '../../signing/verify-sigv4.ts';
import { badSignature, forbidden } from './refusals.ts';

/** Who signed a request, or the answer to it and why. */
export type Signer = { readonly iam: IamIdentity } | { readonly refusal: ClientResponse; readonly reason: string };

export interface SignerOptions {
  readonly credentials: readonly Credential[];
  readonly region: string;
  readonly clock: Clock;
  readonly functionArn: string;
}

/** Since October 2025 a function URL asks for both (docs/aws/lambda.md#function-urls). */
const ACTIONS = ['lambda:InvokeFunctionUrl', 'lambda:InvokeFunction'];

/** Compiles who may call a URL with `auth: IAM`: a caller that signs for the service `lambda` and has no policy, or one that allows the call. Throws `POLICY_INVALID`. */
export function signerOf(options: SignerOptions): (request: ClientRequest, body: Buffer) => Promise<Signer> {
  const { credentials, region, clock, functionArn } = options;
  const policies = identityPolicies(credentials);
  return async (request, body) => {
    const { method, rawPath, rawQuery, headers } = request;
    const signed = { method, rawPath, rawQuery, headers, body: () => body };
    const credential = await verifySigV4(signed, credentials, { service: 'lambda', region, clock }).catch(refused);
    if (credential instanceof SignatureRefusal) return unbelieved(credential);
    const iam = iamIdentity(credential);
    const policy = credential.policy && policies.get(credential.accessKeyId);
    const caller = { kind: 'iam', arn: credential.userArn, accountId: credential.accountId } as const;
    const condition = conditionKeys({ client: request, clock, isPrivate: false, signer: iam });
    const missing = ACTIONS.find(
      (action) => policy && policy.decide({ action, resource: functionArn, caller, condition }) !== 'allow',
    );
    if (missing === undefined) return { iam };
    return { refusal: forbidden, reason: `The policy of "${credential.name}" does not allow ${missing}` };
  };
}

function refused(error: unknown): SignatureRefusal {
  if (error instanceof SignatureRefusal) return error;
  throw error;
}

function unbelieved(error: SignatureRefusal): Signer {
  const unsigned = error.type === 'MissingAuthenticationTokenException';
  return { refusal: unsigned ? forbidden : badSignature(error.type, error.message), reason: error.detail };
}
