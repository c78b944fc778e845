import { parseJsonOrText } from '../../model/base/json.ts';
import { functionErrorText } from '../../model/lambda/function-error.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import { proxyEvent } from '../events/event.ts';
import { callLambda } from './call-lambda.ts';
import type { IntegrationOutcome } from '../call/results.ts';
import type { IntegrationCompiler } from './contract.ts';
import { readProxyResponse } from '../responses/proxy-response.ts';
import { withoutTarget } from './missing-target.ts';

/**
 * `AWS_PROXY`: the event of docs/aws/websocket-api.md#events goes to the function, its answer is a proxy response
 * (docs/aws/websocket-api.md#valid-proxy-responses).
 */
export const compileLambdaProxy: IntegrationCompiler = (integration, settings) => {
  const { lambda, timeoutInMillis } = integration;
  if (!lambda) return withoutTarget(integration);
  return {
    target: lambda.functionName,
    async run(call, deployment) {
      const event = proxyEvent(call, deployment);
      call.record.event = event;
      const result = await callLambda(lambda, timeoutInMillis, { event }, call, deployment);
      if (result.functionError !== undefined)
        throw new GatewayError('MALFORMED_PROXY_RESPONSE', {
          reason: `Function ${lambda.functionName} failed: ${functionErrorText(result.payload)}`,
        });
      // A payload that is not JSON (a runtime of another language may send one) is malformed like any other non-object.
      const value = parseJsonOrText(result.payload);
      if (value === null && acceptsNothing(call, settings.routeResponse)) return nothingReturned(call, deployment);
      const outcome = readProxyResponse(value);
      call.record.integrationStatus = outcome.statusCode;
      return outcome;
    },
  };
};

/**
 * A handler that returns nothing: AWS-run suites see no error frame on one-way routes, while `$connect` and two-way routes need an answer.
 * Chosen so because the sources disagree (docs/aws/websocket-api.md#valid-proxy-responses, docs/aws/websocket-api.md#open-questions).
 */
function acceptsNothing(call: Call, twoWay: boolean): boolean {
  return call.eventType !== 'CONNECT' && !twoWay;
}

function nothingReturned(call: Call, deployment: Deployment): IntegrationOutcome {
  if (call.eventType === 'MESSAGE')
    deployment.services.warn(
      `${call.record.target ?? 'The function'} returned nothing for a message on ${call.route?.routeKey ?? ''}; return {"statusCode": 200} to be safe on AWS.`,
    );
  return { statusCode: 200, body: '' };
}
