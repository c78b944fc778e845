import type { Api } from '../../model/definition/api.ts';
import type { LambdaRequestAuthorizer, LambdaTokenAuthorizer } from '../../model/definition/authorizer.ts';
import { conditionKeys } from '../condition-keys.ts';
import type { AuthorizationRequest } from '../contract.ts';
import { anonymous } from '../policy/caller.ts';
import type { PolicyQuestion } from '../policy/question.ts';
import { unauthorized } from '../refusals.ts';
import type { AuthorizerServices } from '../services.ts';
import { validationExpression } from '../validation-expression.ts';
import type { Authenticator, Verdict } from '../verdict.ts';
import {
  anyContext,
  type AuthorizerAnswer,
  contextWithoutClaims,
  flatContext,
  policyAnswer,
  type ReadAnswer,
  simpleAnswer,
} from './answer.ts';
import { type Asked, askFunction } from './ask-function.ts';
import { ResultCache, type Results } from './result-cache.ts';
import { lambdaRules } from './rules.ts';
import { SharedResultCache } from './shared-result-cache.ts';

/**
 * A Lambda authorizer of one API, shared by all its routes, so that its cache is too: "one stage, not one method"
 * (docs/aws/rest-api-observed.md#authorizers).
 */
export interface LambdaAuthenticator extends Authenticator {
  flushCache(): Promise<void>;
}

type LambdaAuthorizer = LambdaRequestAuthorizer | LambdaTokenAuthorizer;

/** Compiles a TOKEN or REQUEST authorizer for the kind of API that it belongs to. */
export function lambdaAuthenticator(
  authorizer: LambdaAuthorizer,
  api: Api,
  services: AuthorizerServices,
): LambdaAuthenticator {
  const { clock, lambda } = services;
  const rules = lambdaRules(api);
  const readAnswer = answerReader(authorizer, api);
  const ask = askFunction({
    lambda,
    clock,
    rules,
    target: authorizer.lambda,
    stageVariables: api.stage.variables,
    readAnswer,
  });
  const identify = authorizer.type === 'token' ? tokenIdentity(authorizer, services) : requestIdentity(authorizer, api);
  const cache = caches(authorizer, api) ? resultCache(authorizer, readAnswer, services) : undefined;
  const isPrivate = api.type === 'rest' && api.endpointType === 'PRIVATE';

  return {
    async authenticate(request) {
      const identity = identify(request);
      const compute = (): Promise<Asked> => ask(eventFor(authorizer, request, identity), request.traceHeader);
      const { value, fresh } = cache
        ? await cache.get(JSON.stringify(identity), compute)
        : { value: await compute(), fresh: true };
      const condition = conditionKeys({ client: request.client, clock, isPrivate });
      return verdict(value.answer, fresh ? value.latencyMs : undefined, request, condition);
    },
    flushCache: async () => cache?.clear(),
  };
}

function answerReader(authorizer: LambdaAuthorizer, api: Api): ReturnType<typeof policyAnswer> {
  const rules = lambdaRules(api);
  if (rules.flatContext || authorizer.type === 'token') return policyAnswer(rules, flatContext);
  if (authorizer.payloadFormatVersion === '1.0') return policyAnswer(rules, contextWithoutClaims);
  return authorizer.simpleResponses ? simpleAnswer(rules, anyContext) : policyAnswer(rules, anyContext);
}

function resultCache(
  { name, ttl }: LambdaAuthorizer,
  readAnswer: ReadAnswer,
  { clock, sharedCache }: AuthorizerServices,
): Results<Asked> {
  if (sharedCache === undefined) return new ResultCache<Asked>(clock, ttl);
  return new SharedResultCache<Asked>(sharedCache(`authorizer/${name}`), ttl, {
    write: ({ payload }) => Buffer.from(payload),
    read: (bytes) => {
      const payload = bytes.toString('utf8');
      return { answer: readAnswer(payload), payload, latencyMs: 0 };
    },
  });
}

/**
 * There is no key to cache by without a source, and WebSocket APIs ask at every handshake (docs/aws/websocket-api.md#what-protects-what).
 */
function caches(authorizer: LambdaAuthorizer, api: Api): boolean {
  if (api.type === 'websocket' || authorizer.ttl <= 0) return false;
  return authorizer.type === 'token' || authorizer.identitySources.length > 0;
}

type Identify = (request: AuthorizationRequest) => readonly string[];

/** The whole header, and only where it has the wanted form (docs/aws/rest-api.md#lambda-authorizers). */
function tokenIdentity(authorizer: LambdaTokenAuthorizer, services: AuthorizerServices): Identify {
  const { identitySource, identityValidationExpression } = authorizer;
  const isValid = validationExpression(identityValidationExpression, services);
  return (request) => {
    const token = request.identitySource(identitySource);
    if (!token) throw unauthorized(`The identity source ${identitySource} is missing`);
    if (!isValid(token)) throw unauthorized(`${identitySource} does not match ${identityValidationExpression}`);
    return [token];
  };
}

/** The values of all sources in their order; `''` for what is missing where that is allowed. */
function requestIdentity(authorizer: LambdaRequestAuthorizer, api: Api): Identify {
  const required = lambdaRules(api).sourcesAlwaysRequired || caches(authorizer, api);
  return (request) =>
    authorizer.identitySources.map((source) => {
      const value = request.identitySource(source) ?? '';
      if (value === '' && required) throw unauthorized(`The identity source ${source} is missing`);
      return value;
    });
}

function eventFor(authorizer: LambdaAuthorizer, request: AuthorizationRequest, identity: readonly string[]): unknown {
  if (authorizer.type === 'request') return request.event(identity);
  return { type: 'TOKEN', methodArn: request.methodArn, authorizationToken: identity[0] };
}

/** The returned policy is asked about this request, whichever request it was returned for. */
function verdict(
  answer: AuthorizerAnswer,
  freshLatency: number | undefined,
  request: AuthorizationRequest,
  condition: PolicyQuestion['condition'],
): Verdict {
  const decide = (action: string, resource: string) =>
    answer.decide({ action, resource, caller: anonymous, condition });
  const { principalId, context, usageIdentifierKey } = answer;
  return {
    authorization: {
      ...(principalId !== undefined && { principalId }),
      ...(context && { context }),
      ...(usageIdentifierKey !== undefined && { usageIdentifierKey }),
      integrationLatency: freshLatency ?? 0,
      ...(freshLatency === undefined && { fromCache: true as const }),
    },
    decision: decide('execute-api:Invoke', request.methodArn),
    caller: anonymous,
    policy: answer.policy,
    refusedAs: 'this resource',
    allows: (action, resource) => decide(action, resource) === 'allow',
  };
}
