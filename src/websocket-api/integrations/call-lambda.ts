import { withinTimeout } from '../../integrations/within-timeout.ts';
import type { LambdaTarget } from '../../model/definition/integration.ts';
import { errorMessageOf } from '../../model/lambda/function-error.ts';
import { LambdaServiceError } from '../../model/lambda/invocation.ts';
import type { InvocationResult, InvokeCall } from '../../model/lambda/invocation.ts';
import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import { lambdaFailure } from '../responses/lambda-failures.ts';

/**
 * Invokes a route's function and keeps for the record what is known of it. A function that failed is a result; a refusal of Lambda
 * itself becomes a `GatewayError`.
 */
export async function callLambda(
  target: LambdaTarget,
  timeoutMs: number,
  input: Pick<InvokeCall, 'event' | 'payload'>,
  call: Call,
  deployment: Deployment,
): Promise<InvocationResult> {
  const { clock, lambda: undrilled } = deployment.services;
  const lambda = call.record.drill?.lambda ?? undrilled;
  const timeout = { ms: timeoutMs, clock, what: `function ${target.functionName}` };
  const startedAt = clock.now();
  try {
    // Spreads come last: each member that is added to a spread object costs a microsecond or more (Node 20).
    const unattended = call.eventType === 'DISCONNECT';
    const invocation = lambda.invoke({ traceHeader: call.traceHeader, unattended, ...input, ...target });
    const result = await withinTimeout(invocation, timeout);
    call.record.result = result;
    call.record.serviceStatus = 200;
    call.record.integrationRequestId = result.requestId;
    if (result.functionError !== undefined) call.record.integrationError = functionErrorLine(result);
    return result;
  } catch (error) {
    if (error instanceof LambdaServiceError) call.record.integrationError = error.message;
    throw lambdaFailure(error);
  } finally {
    call.record.integrationLatency = clock.now() - startedAt;
  }
}

/** The words of REST access logs; those of WebSocket APIs are not known (docs/uncertain.md). */
function functionErrorLine({ payload }: InvocationResult): string {
  return `Lambda Customer Function Error:${errorMessageOf(payload) ?? ''}`;
}
