import { errorMessageOf } from '../../model/lambda/function-error.ts';
import type { InvocationResult } from '../../model/lambda/invocation.ts';
import type { Call } from '../call/call.ts';
import type { BackendAnswer } from '../call/results.ts';
import { callLambda } from './call-lambda.ts';
import type { IntegrationCompiler } from './contract.ts';
import { byErrorMessage, compileResponseMapping } from './integration-response.ts';
import { compileRequestText } from '../transform/request-template.ts';
import { withoutTarget } from './missing-target.ts';

/**
 * `AWS` with a function: it receives exactly the rendered text, and its whole result is the response body (observed:
 * docs/aws/websocket-api.md#integration-types).
 */
export const compileLambda: IntegrationCompiler = (integration, settings) => {
  const { lambda, timeoutInMillis } = integration;
  if (!lambda) return withoutTarget(integration);
  const textOf = compileRequestText(integration);
  const outcomeOf = compileResponseMapping(integration, byErrorMessage, settings);
  return {
    target: lambda.functionName,
    async run(call, deployment) {
      const text = textOf(call, deployment);
      // Invoke takes no empty payload; a call without a message stands for the empty object (as REST sends it).
      const payload = text === '' ? '{}' : text;
      call.record.event = payload;
      const result = await callLambda(lambda, timeoutInMillis, { payload }, call, deployment);
      return outcomeOf(answerOf(result, call), call, deployment);
    },
  };
};

/** A failed function counts as status 500, so that a handshake that rests on it is refused; AWS does not say which status it gives. */
function answerOf(result: InvocationResult, call: Call): BackendAnswer {
  const failed = result.functionError !== undefined;
  const statusCode = failed ? 500 : 200;
  call.record.integrationStatus = statusCode;
  return {
    statusCode,
    headers: [],
    body: Buffer.from(result.payload),
    ...(failed ? { errorMessage: errorMessageOf(result.payload) ?? '' } : {}),
  };
}
