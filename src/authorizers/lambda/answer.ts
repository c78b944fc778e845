import { isJsonObject, parseJson } from '../../model/base/json.ts';
import { PolicyError } from '../policy/policy-error.ts';
import { compilePolicy } from '../policy/policy.ts';
import type { Decision, PolicyQuestion } from '../policy/question.ts';
import type { LambdaRules } from './rules.ts';

/** What a Lambda authorizer said, read once and asked anew for every request that it covers. */
export interface AuthorizerAnswer {
  readonly principalId?: string;
  readonly context?: Readonly<Record<string, unknown>>;
  readonly usageIdentifierKey?: string;
  /** The policy as it was returned, or `{ isAuthorized }`. */
  readonly policy: unknown;
  decide(question: PolicyQuestion): Decision;
}

/** The answer is not in the format that AWS takes; the message says what is wrong with it. */
export class MalformedAnswer extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'MalformedAnswer';
  }
}

/** Characters of a resource in a returned policy (docs/aws/rest-api.md#authorizer-output). */
const MAX_RESOURCE_LENGTH = 512;

export type ReadAnswer = (payload: string) => AuthorizerAnswer;

/**
 * `{ principalId, policyDocument, context?, usageIdentifierKey? }` (docs/aws/rest-api.md#authorizer-output,
 * docs/aws/http-api.md#authorizer-output, docs/aws/websocket-api.md#authorizer-result).
 */
export function policyAnswer(rules: LambdaRules, readContext: ReadContext): ReadAnswer {
  return (payload) => {
    const answer = readObject(payload, rules);
    const { principalId, policyDocument, usageIdentifierKey } = answer;
    if (typeof principalId !== 'string') throw new MalformedAnswer('it has no principalId that is text');
    if (policyDocument === undefined) throw new MalformedAnswer('it has no policyDocument');
    if (usageIdentifierKey !== undefined && usageIdentifierKey !== null && typeof usageIdentifierKey !== 'string') {
      throw new MalformedAnswer('its usageIdentifierKey is not text');
    }
    const policy = readPolicy(policyDocument);
    const context = readContext(answer.context);
    return {
      principalId,
      ...(context && { context }),
      ...(typeof usageIdentifierKey === 'string' && { usageIdentifierKey }),
      policy: policyDocument,
      decide: (question) => policy.decide(question),
    };
  };
}

/** `{ isAuthorized, context? }` of HTTP APIs (docs/aws/http-api.md#authorizer-output). Saying no is an implicit deny. */
export function simpleAnswer(rules: LambdaRules, readContext: ReadContext): ReadAnswer {
  return (payload) => {
    const answer = readObject(payload, rules);
    const { isAuthorized } = answer;
    if (typeof isAuthorized !== 'boolean') throw new MalformedAnswer('it has no isAuthorized that is true or false');
    const context = readContext(answer.context);
    return { ...(context && { context }), policy: { isAuthorized }, decide: () => (isAuthorized ? 'allow' : 'silent') };
  };
}

type ReadContext = (context: unknown) => Readonly<Record<string, unknown>> | undefined;

/** REST and WebSocket APIs: texts, numbers, booleans and null. */
export const flatContext: ReadContext = (written) => {
  const context = contextObject(written);
  for (const [key, value] of Object.entries(context ?? {})) {
    if (typeof value === 'object' && value !== null) {
      throw new MalformedAnswer(
        `its context.${key} is ${Array.isArray(value) ? 'a list' : 'a map'}; only texts, numbers and booleans are allowed`,
      );
    }
  }
  return context;
};

/** HTTP APIs with payload 2.0: any JSON. */
export const anyContext: ReadContext = contextObject;

/** HTTP APIs with payload 1.0: any JSON, but `claims` is not free to take. */
export const contextWithoutClaims: ReadContext = (written) => {
  const context = contextObject(written);
  if (context && Object.hasOwn(context, 'claims'))
    throw new MalformedAnswer('its context has the reserved key "claims"');
  return context;
};

function contextObject(context: unknown): Readonly<Record<string, unknown>> | undefined {
  if (context === undefined || context === null) return undefined;
  if (isJsonObject(context)) return context;
  throw new MalformedAnswer('its context is not a map');
}

function readObject(payload: string, { maxAnswerBytes }: LambdaRules): Readonly<Record<string, unknown>> {
  if (Buffer.byteLength(payload) > maxAnswerBytes) {
    throw new MalformedAnswer(`it has ${Buffer.byteLength(payload)} bytes; ${maxAnswerBytes} are allowed`);
  }
  const value = parseJson(payload);
  if (isJsonObject(value)) return value;
  throw new MalformedAnswer('it is not a map');
}

function readPolicy(document: unknown): ReturnType<typeof compilePolicy> {
  try {
    const rules = { hasPrincipal: false, maxResourceLength: MAX_RESOURCE_LENGTH, mayNameNothing: true };
    return compilePolicy(document, rules);
  } catch (error) {
    if (error instanceof PolicyError) throw new MalformedAnswer(`in its policyDocument ${error.message}`);
    throw error;
  }
}
