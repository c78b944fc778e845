import type { Clock } from '../model/base/clock.ts';
import type { PolicyDocument } from '../model/definition/authorizer.ts';
import { conditionKeys } from './condition-keys.ts';
import type { AuthorizationRequest, IamIdentity } from './contract.ts';
import type { Caller } from './policy/caller.ts';
import { compilePolicy } from './policy/policy.ts';
import type { Decision } from './policy/question.ts';

/** Asks the policy that is attached to an API what it says of one caller and one method. */
export type ResourcePolicy = (request: AuthorizationRequest, caller: Caller, signer?: IamIdentity) => Decision;

export interface ResourcePolicyOptions {
  /** `arn:aws:execute-api:{region}:{account}:{api}`: what `execute-api:/stage/GET/path` is short for. */
  readonly apiArn: string;
  readonly isPrivate: boolean;
  readonly clock: Clock;
}

/** @throws {PolicyError} saying what IAM would not take. */
export function compileResourcePolicy(document: PolicyDocument, options: ResourcePolicyOptions): ResourcePolicy {
  const { apiArn, isPrivate, clock } = options;
  const policy = compilePolicy(document, {
    hasPrincipal: true,
    expandResource: (resource) => resource.replace(/^execute-api:\//, `${apiArn}/`),
  });
  return (request, caller, signer) =>
    policy.decide({
      action: 'execute-api:Invoke',
      resource: request.methodArn,
      caller,
      condition: conditionKeys({ client: request.client, clock, isPrivate, ...(signer && { signer }) }),
    });
}
