import { Readable } from 'node:stream';
import type { AwsServiceRequest, BackendResponse } from '../../integrations/contract.ts';
import type { HttpApiExpression } from '../../mapping/parameters/index.ts';
import { AWS_SUBTYPES, isAwsSubtype } from '../../model/definition/aws-subtypes.ts';
import { GatewayError } from '../../model/http/gateway-error.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { IntegrationResult } from '../call/results.ts';
import { parameterSources } from '../transform/parameter-sources.ts';
import { requestBody } from '../call/request-body.ts';
import type { Integrate } from './contract.ts';
import { SERVICE_CALLS } from './services/service-calls.ts';
import { resultOf } from './backend-call.ts';
import { backendFailure } from '../responses/backend-failures.ts';
import { compileExpression } from './mapping-expression.ts';
import { UnusableIntegration } from './settings.ts';
import type { IntegrationSettings } from './settings.ts';

/**
 * A first-class service integration: the subtype's parameters become a call in the service's own protocol
 * (docs/aws/http-api.md#service-integrations). Tests of another project that were validated on AWS (Kinesis-PutRecord, 2024) show: a
 * parameter whose source is missing or empty is 400, an error of the service 500, and a success passes with the service's body and headers.
 */
export function compileAwsService(settings: IntegrationSettings, subtype: string): Integrate {
  const { integration, services, substitute } = settings;
  if (!isAwsSubtype(subtype)) {
    throw new UnusableIntegration(`there is no integrationSubtype ${subtype}: ${Object.keys(AWS_SUBTYPES).join(', ')}`);
  }
  const missing = AWS_SUBTYPES[subtype].required.filter((name) => !(name in integration.requestParameters));
  if (missing.length > 0) throw new UnusableIntegration(`${subtype} needs the request parameter ${missing.join(', ')}`);
  const parameters = Object.entries(integration.requestParameters).map(
    ([name, text]) => [name, compileExpression(substitute(text))] as const,
  );
  return async (exchange) => {
    await requestBody(exchange);
    const { Region: region = services.region, ...values } = parameterValues(exchange, parameters);
    const call = SERVICE_CALLS[subtype](values);
    return answer(exchange, subtype, { region, timeoutMs: integration.timeoutInMillis, query: [], ...call });
  };

  async function answer(exchange: HttpExchange, what: string, request: AwsServiceRequest): Promise<IntegrationResult> {
    const begun = services.clock.now();
    try {
      const response = await services.aws.call(request);
      return passOn(exchange, what, response);
    } catch (error) {
      throw backendFailure(error);
    } finally {
      exchange.call.latencyMs = services.clock.now() - begun;
    }
  }
}

function parameterValues(
  exchange: HttpExchange,
  parameters: readonly (readonly [name: string, value: HttpApiExpression])[],
): Record<string, string> {
  const sources = parameterSources(exchange);
  const found: Record<string, string> = {};
  for (const [name, read] of parameters) {
    const value = read.evaluate(sources);
    if (value === undefined || value === '') {
      throw new GatewayError('BAD_REQUEST_PARAMETERS', {
        reason: `The request gives no value for the parameter ${name}`,
      });
    }
    found[name] = value;
  }
  return found;
}

function passOn(exchange: HttpExchange, what: string, response: BackendResponse): IntegrationResult {
  const facts = exchange.call;
  facts.serviceStatus = response.statusCode;
  const requestId =
    firstHeader(response.headers, 'x-amzn-requestid') ?? firstHeader(response.headers, 'x-amz-request-id');
  const requestId2 = firstHeader(response.headers, 'x-amz-id-2');
  if (requestId !== undefined) facts.requestId = requestId;
  if (requestId2 !== undefined) facts.requestId2 = requestId2;
  if (response.statusCode < 300) return resultOf(response);
  const text = Buffer.isBuffer(response.body) ? response.body.toString('utf8').slice(0, 500) : '';
  if (response.body instanceof Readable) response.body.destroy();
  throw new GatewayError('API_CONFIGURATION_ERROR', {
    reason: `${what} was answered with ${response.statusCode}: ${text}`,
  });
}
