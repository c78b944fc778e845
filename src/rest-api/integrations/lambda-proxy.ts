import { errorMessageOf } from '../../model/lambda/function-error.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Integration, LambdaTarget } from '../../model/definition/integration.ts';
import type { InvocationResult } from '../../model/lambda/invocation.ts';
import { decodeBase64 } from '../transform/base64.ts';
import { textOf } from '../transform/body-bytes.ts';
import type { RoutedCall } from '../call/call.ts';
import { proxyEvent } from '../events/event.ts';
import type { ProxyEvent } from '../events/event.ts';
import type { MethodResponse } from '../call/results.ts';
import type { CompiledIntegration } from './contract.ts';
import { wantsBinary } from '../call/media-types.ts';
import type { RequestMapping } from '../transform/parameter-mapping.ts';
import { readPrelude } from '../responses/prelude.ts';
import { malformed, readProxyResponse } from '../responses/proxy-response.ts';
import { applyHeaderRules, FUNCTION_HEADERS } from '../responses/response-headers.ts';
import { answeredHeaders, logLambdaRequest } from './lambda-log.ts';
import { compileTarget, functionAnswer, invocationOf, lambdaOf } from './lambda-target.ts';

/**
 * `AWS_PROXY` with a function: the event in, the function's own status, headers and body out (recorded:
 * docs/aws/rest-api-observed.md#lambda-proxy).
 */
export function compileLambdaProxy(
  integration: Integration,
  target: LambdaTarget,
  mapping: RequestMapping,
): CompiledIntegration {
  const resolve = compileTarget(target);
  return {
    target: target.functionName,
    streams: false,
    mapRequest(call) {
      const event = proxyEventFor(integration, mapping, call);
      const invocation = invocationOf(call, resolve(call), event);
      return async () => {
        logLambdaRequest(call, invocation.functionName, () => JSON.stringify(event));
        const invoked = lambdaOf(call).invoke(invocation);
        const result = await functionAnswer(invoked, invocation.functionName, integration, call);
        noteInvocation(call, result);
        if (result.functionError) throw functionFailure(call, result);
        // Only the log shows them.
        const headers = call.log ? answeredHeaders(call, result) : [];
        return { statusCode: 200, selection: '', headers, body: result.payload };
      };
    },
    mapResponse: (call, result) => answer(call, textOf(result.body)),
  };
}

/**
 * The event, after the two checks that even a proxy integration makes first: its own method must be POST, and no mapping may set a header
 * that AWS reserves (both recorded: docs/aws/rest-api-observed.md#preconditions).
 */
export function proxyEventFor(integration: Integration, mapping: RequestMapping, call: RoutedCall): ProxyEvent {
  if (integration.httpMethod !== undefined && integration.httpMethod !== 'POST') {
    throw new GatewayError('API_CONFIGURATION_ERROR', {
      reason: `The integration's httpMethod is ${integration.httpMethod}; Lambda is invoked with POST only`,
    });
  }
  mapping.refuseIllegalHeaders(call);
  const event = proxyEvent(call);
  call.facts.event = event;
  return event;
}

export function noteInvocation(call: RoutedCall, result: InvocationResult): void {
  call.facts.result = result;
  call.facts.integrationRequestId = result.requestId;
  call.facts.integrationStatus = 200;
}

/**
 * A function error is a 502, whatever the error was (recorded: docs/aws/rest-api-observed.md#error-catalogue). The access log and the execution log have different
 * words for it (docs/aws/rest-api.md#failure-table, docs/aws/rest-api.md#context-variables).
 */
export function functionFailure(call: RoutedCall, result: InvocationResult): GatewayError {
  const message = errorMessageOf(result.payload) ?? '';
  call.facts.integrationError = `Lambda Customer Function Error:${message}`;
  return new GatewayError('MALFORMED_PROXY_RESPONSE', {
    reason: `Lambda execution failed with status 200 due to customer function error: ${message}. Lambda request id: ${result.requestId}`,
  });
}

function answer(call: RoutedCall, payload: string): MethodResponse {
  // A function that writes the streaming format under a buffered integration: status and headers arrive, the body does not
  // (docs/aws/rest-api.md#response-streaming).
  const prelude = readPrelude(payload);
  const response = prelude ? { ...prelude, body: '', isBase64Encoded: false } : readProxyResponse(payload);
  call.facts.functionStatus = response.statusCode;
  return {
    statusCode: response.statusCode,
    headers: applyHeaderRules(response.headers, FUNCTION_HEADERS),
    body: response.isBase64Encoded && wantsBinary(call) ? decoded(response.body) : response.body,
    traced: true,
  };
}

function decoded(body: string): Buffer {
  const bytes = decodeBase64(body);
  if (bytes) return bytes;
  throw new GatewayError('API_CONFIGURATION_ERROR', { reason: malformed('body is not base64').message });
}
