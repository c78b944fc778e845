import type { AuthorizationRequest, CompiledAuthorizer } from './contract.ts';
import { anonymous } from './policy/caller.ts';
import type { Decision } from './policy/question.ts';
import { accessDenied } from './refusals.ts';
import type { RefusingPolicy } from './refusals.ts';
import type { ResourcePolicy } from './resource-policy.ts';
import type { Authenticator, Verdict } from './verdict.ts';

/**
 * Which of the caller's policy and the API's have to allow (docs/aws/rest-api.md#resource-policies): table A wants one of them, table B
 * both.
 */
export type Table = 'either' | 'both';

export interface GuardOptions {
  readonly resourcePolicy: ResourcePolicy;
  /** Lambda authorizers are not asked at all where the resource policy denies explicitly. */
  readonly denyFirst: boolean;
  readonly table: (verdict: Verdict) => Table;
}

/** The authorizer alone decides: no resource policy is attached. */
export function guardedByAuthorizer(authenticator: Authenticator, remember: Remember): CompiledAuthorizer {
  return {
    async authorize(request) {
      const verdict = await authenticator.authenticate(request);
      if (verdict.decision !== 'allow') throw refusal(verdict, verdict.decision, 'identity', request);
      return remember(verdict);
    },
  };
}

/** Authorizer and resource policy decide together, by the tables of docs/aws/rest-api.md#resource-policies. */
export function guardedByBoth(
  authenticator: Authenticator,
  options: GuardOptions,
  remember: Remember,
): CompiledAuthorizer {
  const { resourcePolicy, denyFirst, table } = options;
  return {
    async authorize(request) {
      if (denyFirst && resourcePolicy(request, anonymous) === 'deny') {
        const reason = 'The resource policy denies before the authorizer is asked';
        const denial = { explicit: true, by: 'resource', refusedAs: 'user', reason } as const;
        throw accessDenied(denial, anonymous, request.methodArn);
      }
      const verdict = await authenticator.authenticate(request);
      const { caller, authorization } = verdict;
      const attached = resourcePolicy(request, caller, authorization.iam);
      const decision = combine(verdict.decision, attached, table(verdict));
      if (decision !== 'allow') throw refusal(verdict, decision, refusingPolicy(verdict.decision, decision), request);
      return remember(verdict);
    },
  };
}

/** Keeps what is worth knowing of a verdict and hands out its authorization. */
export type Remember = (verdict: Verdict) => Verdict['authorization'];

/** Both tables of docs/aws/rest-api.md#resource-policies in three lines. */
export function combine(own: Decision, attached: Decision, table: Table): Decision {
  if (own === 'deny' || attached === 'deny') return 'deny';
  if (table === 'both') return own === 'allow' && attached === 'allow' ? 'allow' : 'silent';
  return own === 'allow' || attached === 'allow' ? 'allow' : 'silent';
}

/** Which of the two made the decision. Where both are silent AWS names the identity's (docs/aws/rest-api.md#authorizer-outcomes). */
function refusingPolicy(own: Decision, decision: Exclude<Decision, 'allow'>): RefusingPolicy {
  if (decision === 'deny') return own === 'deny' ? 'identity' : 'resource';
  return own === 'allow' ? 'resource' : 'identity';
}

function refusal(
  { authorization, caller, refusedAs, policy }: Verdict,
  decision: Exclude<Decision, 'allow'>,
  by: RefusingPolicy,
  request: AuthorizationRequest,
): Error {
  const explicit = decision === 'deny';
  const whose = by === 'identity' ? 'the caller’s policy' : 'the resource policy';
  const reason = explicit ? `Denied explicitly by ${whose}` : `Not allowed by ${whose}`;
  return accessDenied({ explicit, by, refusedAs, reason }, caller, request.methodArn, {
    ...authorization,
    ...(policy !== undefined && { policy }),
  });
}
