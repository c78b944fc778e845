import type { Credential } from '../../model/definition/authorizer.ts';
import { fail } from '../../model/base/errors.ts';
import { PolicyError } from '../policy/policy-error.ts';
import { compilePolicy, type Policy } from '../policy/policy.ts';

/** What a credential without a policy may do. */
const INVOKE_EVERYTHING = { Statement: { Effect: 'Allow', Action: 'execute-api:Invoke', Resource: '*' } };

/** The policies of the credentials by access key. Throws `POLICY_INVALID`. */
export function identityPolicies(credentials: readonly Credential[]): ReadonlyMap<string, Policy> {
  return new Map(credentials.map((credential) => [credential.accessKeyId, compiled(credential)]));
}

function compiled({ name, policy = INVOKE_EVERYTHING }: Credential): Policy {
  try {
    return compilePolicy(policy, { hasPrincipal: false });
  } catch (error) {
    if (error instanceof PolicyError) throw fail('POLICY_INVALID', `the credential "${name}"`, error.message);
    throw error;
  }
}
