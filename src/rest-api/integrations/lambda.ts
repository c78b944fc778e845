import { errorMessageOf } from '../../model/lambda/function-error.ts';
import type { Integration, LambdaTarget } from '../../model/definition/integration.ts';
import type { InvocationResult } from '../../model/lambda/invocation.ts';
import type { RoutedCall } from '../call/call.ts';
import type { ResponseMapping } from './integration-response.ts';
import type { IntegrationResult } from '../call/results.ts';
import type { CompiledIntegration } from './contract.ts';
import { allowedHeaders } from '../transform/mapped-parameters.ts';
import type { RequestMapping } from '../transform/parameter-mapping.ts';
import type { RequestBody } from '../transform/request-body.ts';
import { noteInvocation } from './lambda-proxy.ts';
import { acceptedHeaders, answeredHeaders, logLambdaRequest } from './lambda-log.ts';
import { compileTarget, functionAnswer, lambdaOf } from './lambda-target.ts';

/** `AWS` with a function: templates in, templates out (recorded: docs/aws/rest-api-observed.md#lambda-non-proxy). */
export function compileLambda(
  integration: Integration,
  target: LambdaTarget,
  mapping: RequestMapping,
  requestBody: RequestBody,
  responses: ResponseMapping,
): CompiledIntegration {
  const resolve = compileTarget(target);
  return {
    target: target.functionName,
    streams: false,
    mapRequest(call) {
      const mapped = mapping.evaluate(call);
      const payload = requestBody.text(call);
      const headers = allowedHeaders(requestBody.parameters(call, mapped).header, 'aws');
      const invocation = { ...resolve(call), traceHeader: call.traceHeader, payload: payload === '' ? '{}' : payload };
      call.facts.event = invocation.payload;
      logLambdaRequest(call, invocation.functionName, () => payload);
      const isAsync = headers.get('x-amz-invocation-type')?.values.at(-1)?.toLowerCase() === 'event';
      return async () => {
        const lambda = lambdaOf(call);
        const work = isAsync
          ? lambda.invokeAsync(invocation).then((requestId) => accepted(call, requestId))
          : lambda.invoke(invocation).then((result) => answered(call, result));
        return functionAnswer(work, invocation.functionName, integration, call);
      };
    },
    mapResponse: (call, result) => responses.map(call, result),
  };
}

/**
 * Lambda takes an asynchronous event with 202 and no body; only the default response can be meant (recorded:
 * docs/aws/rest-api-observed.md#lambda-non-proxy).
 */
function accepted(call: RoutedCall, requestId: string): IntegrationResult {
  call.facts.integrationRequestId = requestId;
  call.facts.integrationStatus = 202;
  return { statusCode: 202, selection: '', headers: acceptedHeaders(call, requestId), body: '' };
}

/**
 * Selection patterns see the `errorMessage` of a failed function and nothing of a successful one (recorded:
 * docs/aws/rest-api-observed.md#choosing-the-integration-response).
 */
function answered(call: RoutedCall, result: InvocationResult): IntegrationResult {
  noteInvocation(call, result);
  return {
    statusCode: 200,
    selection: result.functionError ? (errorMessageOf(result.payload) ?? '') : '',
    headers: answeredHeaders(call, result),
    body: result.payload,
  };
}
