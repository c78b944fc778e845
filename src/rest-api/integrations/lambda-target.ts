import { withinTimeout } from '../../integrations/within-timeout.ts';
import type { InvokeCall, LambdaInvoker } from '../../model/lambda/invocation.ts';
import type { Integration, LambdaTarget } from '../../model/definition/integration.ts';
import { resolveLambdaTarget } from '../../model/lambda/lambda-target.ts';
import { fillStageVariables } from '../../model/definition/stage-variables.ts';
import type { Call } from '../call/call.ts';
import { lambdaFailure } from '../responses/lambda-failures.ts';

/** Names the function that a call goes to. A canary has stage variables of its own, so where there are any they are put in for each call. */
export type ResolveTarget = (call: Call) => LambdaTarget;

export function compileTarget(target: LambdaTarget): ResolveTarget {
  const hasVariables = target.functionName.includes('${') || target.qualifier?.includes('${') === true;
  if (hasVariables) {
    return (call) => resolveLambdaTarget(target, (text) => fillStageVariables(text, call.stageVariables));
  }
  const resolved = resolveLambdaTarget(target, (text) => text);
  return () => resolved;
}

/** What invokes functions for a call: Lambda, or what a drill puts in its place. */
export function lambdaOf({ drill, deployment }: Call): LambdaInvoker {
  return drill?.lambda ?? deployment.services.lambda;
}

/** The call of a function with an event. Written out, since spreading costs more than the event itself. */
export function invocationOf(call: Call, { functionName, qualifier }: LambdaTarget, event: unknown): InvokeCall {
  const { traceHeader } = call;
  return qualifier === undefined
    ? { functionName, event, traceHeader }
    : { functionName, qualifier, event, traceHeader };
}

/** What a function answers within the integration's time. Lambda's refusals become the gateway's. */
export async function functionAnswer<Answer>(
  work: Promise<Answer>,
  functionName: string,
  { timeoutInMillis }: Integration,
  call: Call,
): Promise<Answer> {
  const { clock } = call.deployment.services;
  try {
    return await withinTimeout(work, { ms: timeoutInMillis, clock, what: `function ${functionName}` });
  } catch (error) {
    throw lambdaFailure(error);
  }
}

/** Where API Gateway would send the call, for the execution log. */
export function lambdaUri(call: Call, functionName: string): string {
  const { region, accountId } = call.deployment.services;
  return `https://lambda.${region}.amazonaws.com/2015-03-31/functions/arn:aws:lambda:${region}:${accountId}:function:${functionName}/invocations`;
}
