import { withinTimeout } from '../../integrations/within-timeout.ts';
import type { LambdaTarget } from '../../model/definition/integration.ts';
import { errorMessageOf, functionErrorText } from '../../model/lambda/function-error.ts';
import type { InvocationResult, InvokeCall } from '../../model/lambda/invocation.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { resolveLambdaTarget } from '../../model/lambda/lambda-target.ts';
import { eventV1 } from '../events/event-v1.ts';
import { eventV2 } from '../events/event-v2.ts';
import type { HttpExchange } from '../call/exchange.ts';
import { functionRequest } from '../events/function-request.ts';
import { requestBody } from '../call/request-body.ts';
import { lambdaFailure, lambdaStatus } from '../responses/lambda-failures.ts';
import { interpretV1, interpretV2 } from '../responses/proxy-response.ts';
import type { Integrate } from './contract.ts';
import type { IntegrationSettings } from './settings.ts';
import { refuseHugeEvent } from './lambda-event-size.ts';
import { compileFunctionRequest } from './request-mapping.ts';

/**
 * A Lambda proxy integration (docs/aws/http-api.md#lambda-proxy; docs/aws/lambda.md#http-proxy). Without a format in the configuration it
 * speaks 2.0.
 */
export function compileLambda(settings: IntegrationSettings, target: LambdaTarget): Integrate {
  const { services, integration } = settings;
  const old = integration.payloadFormatVersion === '1.0';
  const buildEvent = old ? eventV1 : eventV2;
  const interpret = old ? interpretV1 : interpretV2;
  const { functionName, qualifier } = resolveLambdaTarget(target, settings.substitute);
  const mapped = compileFunctionRequest(settings) ?? functionRequest;
  const timeout = { ms: integration.timeoutInMillis, clock: services.clock, what: `function ${functionName}` };

  return async (exchange) => {
    const pending = requestBody(exchange);
    const body = Buffer.isBuffer(pending) ? pending : await pending;
    const event = buildEvent(exchange, mapped(exchange), body);
    refuseHugeEvent(event, body);
    exchange.call.event = event;
    const { traceHeader } = exchange;
    const call: InvokeCall =
      qualifier === undefined ? { functionName, event, traceHeader } : { functionName, qualifier, event, traceHeader };
    const result = await observed(exchange, () =>
      withinTimeout((exchange.drill?.lambda ?? services.lambda).invoke(call), timeout),
    );
    if (result.functionError === undefined) return interpret(result.payload);
    exchange.call.functionError = errorMessageOf(result.payload) ?? '';
    throw new GatewayError('MALFORMED_PROXY_RESPONSE', {
      reason: `Function ${functionName} failed: ${functionErrorText(result.payload)}`,
    });
  };
}

/** Notes what the access log and the journal say of the call, and turns Lambda's refusals into the gateway's. */
async function observed(exchange: HttpExchange, call: () => Promise<InvocationResult>): Promise<InvocationResult> {
  const { clock } = exchange.deployment.services;
  const begun = clock.now();
  const facts = exchange.call;
  try {
    const result = await call();
    facts.invocation = result;
    facts.requestId = result.requestId;
    facts.serviceStatus = 200;
    return result;
  } catch (error) {
    const serviceStatus = lambdaStatus(error);
    if (serviceStatus !== undefined) facts.serviceStatus = serviceStatus;
    throw lambdaFailure(error);
  } finally {
    facts.latencyMs = clock.now() - begun;
  }
}
