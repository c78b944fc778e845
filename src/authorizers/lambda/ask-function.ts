import { errorMessageOf } from '../../model/lambda/function-error.ts';
import type { Clock } from '../../model/base/clock.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { LambdaTarget } from '../../model/definition/integration.ts';
import { LambdaServiceError } from '../../model/lambda/invocation.ts';
import type { InvocationResult, LambdaInvoker } from '../../model/lambda/invocation.ts';
import { resolveLambdaTarget } from '../../model/lambda/lambda-target.ts';
import { fillStageVariables } from '../../model/definition/stage-variables.ts';
import { withTimeLimit } from '../../model/base/time-limit.ts';
import { authorizerFailed, unauthorized } from '../refusals.ts';
import { type AuthorizerAnswer, MalformedAnswer, type ReadAnswer } from './answer.ts';
import type { LambdaRules } from './rules.ts';

export interface AskFunctionOptions {
  readonly lambda: LambdaInvoker;
  readonly clock: Clock;
  readonly rules: LambdaRules;
  readonly target: LambdaTarget;
  readonly stageVariables: Readonly<Record<string, string>>;
  readonly readAnswer: ReadAnswer;
}

export interface Asked {
  readonly answer: AuthorizerAnswer;
  /** The answer as the function gave it. */
  readonly payload: string;
  /** Milliseconds that the function took. */
  readonly latencyMs: number;
}

/**
 * Invokes the function of an authorizer and reads its answer.
 *
 * @throws {GatewayError} 401 for the error `Unauthorized` where the kind of API knows it, 500 for everything else that goes wrong.
 */
export function askFunction(options: AskFunctionOptions): (event: unknown, traceHeader?: string) => Promise<Asked> {
  const { lambda, clock, rules, readAnswer } = options;
  // A variable that is not defined is empty, so that Lambda knows no such function.
  const target = resolveLambdaTarget(options.target, (text) => fillStageVariables(text, options.stageVariables));
  return async (event, traceHeader) => {
    const startedAt = clock.now();
    const invocation = lambda.invoke({ ...target, event, ...(traceHeader !== undefined && { traceHeader }) });
    const result = await withinTimeout(invocation, options, target.functionName);
    if (result.functionError) throw failure(result, target.functionName, rules);
    const { payload } = result;
    return { answer: read(payload, readAnswer, target.functionName), payload, latencyMs: clock.now() - startedAt };
  };
}

function withinTimeout(
  invocation: Promise<InvocationResult>,
  { clock, rules }: AskFunctionOptions,
  name: string,
): Promise<InvocationResult> {
  const late = (): GatewayError =>
    authorizerFailed(`The authorizer function ${name} did not answer within ${rules.timeoutMs} ms`);
  return withTimeLimit(clock, rules.timeoutMs, invocation, late).catch((error: unknown) => {
    throw lambdaRefused(error, name);
  });
}

/** Lambda itself refused; anything else is a defect of ours and stays what it is. */
function lambdaRefused(error: unknown, name: string): unknown {
  if (!(error instanceof LambdaServiceError)) return error;
  if (error.code === 'FunctionNotRunHere') {
    return new GatewayError('NOT_RUN_HERE', { clientMessage: error.message, reason: error.message, cause: error });
  }
  return authorizerFailed(
    `The authorizer function ${name} could not be invoked: ${error.code}: ${error.message}`,
    error,
  );
}

function failure({ payload }: InvocationResult, name: string, { unauthorizedIs401 }: LambdaRules): GatewayError {
  const message = errorMessageOf(payload);
  if (unauthorizedIs401 && message === 'Unauthorized')
    return unauthorized(`The authorizer function ${name} said Unauthorized`);
  return authorizerFailed(`The authorizer function ${name} failed: ${message ?? payload.slice(0, 500)}`);
}

/** Characters of an answer that are quoted. */
const LONGEST_ANSWER = 500;

function read(payload: string, readAnswer: ReadAnswer, name: string): AuthorizerAnswer {
  try {
    return readAnswer(payload);
  } catch (error) {
    if (!(error instanceof MalformedAnswer)) throw error;
    const answer = `The answer of the authorizer function ${name} is not valid: ${error.message}`;
    throw authorizerFailed(`${answer}. It answered ${payload.slice(0, LONGEST_ANSWER)}`, error);
  }
}
