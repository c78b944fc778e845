import { GatewayError } from '../../model/http/gateway-error.ts';
import type { Integration } from '../../model/definition/integration.ts';
import type { RestMethod } from '../../model/definition/rest-api.ts';
import { compileIntegrationResponses } from './integration-response.ts';
import type { CompiledIntegration } from './contract.ts';
import { compileAwsService } from './aws-service.ts';
import { compileEndpoint } from './endpoint.ts';
import { compileHttpProxy } from './http-proxy.ts';
import { compileHttp } from './http.ts';
import { compileLambdaProxy } from './lambda-proxy.ts';
import { compileLambdaStream } from './lambda-stream.ts';
import { compileLambda } from './lambda.ts';
import { compileMock } from './mock.ts';
import { compileRequestMapping } from '../transform/parameter-mapping.ts';
import type { RequestMapping } from '../transform/parameter-mapping.ts';
import { compileRequestBody } from '../transform/request-body.ts';
import type { RestApiServices } from '../call/services.ts';

/**
 * Compiles a method's integration. What cannot be compiled (an expression or template that does not parse, a URI that names nothing) is reported
 * once and makes this method alone answer 500, as a broken deployment does on AWS.
 */
export function compileIntegration(method: RestMethod, services: RestApiServices): CompiledIntegration {
  try {
    return byType(method, services);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    const reason = `The integration of ${method.httpMethod} ${method.path} cannot work: ${error.message}`;
    services.warn(reason);
    return broken(reason);
  }
}

function byType(method: RestMethod, services: RestApiServices): CompiledIntegration {
  const mapping = compileRequestMapping(method.integration.requestParameters);
  return INTEGRATIONS[method.integration.type](method, mapping, services);
}

type Compile = (method: RestMethod, mapping: RequestMapping, services: RestApiServices) => CompiledIntegration;

const INTEGRATIONS: Readonly<Record<Integration['type'], Compile>> = {
  AWS_PROXY({ integration }, mapping) {
    const compile = integration.responseTransferMode === 'STREAM' ? compileLambdaStream : compileLambdaProxy;
    return compile(integration, required(integration.lambda, integration.uri), mapping);
  },
  AWS(method, mapping) {
    const { integration } = method;
    const { lambda, service, uri } = integration;
    const parts = [mapping, compileRequestBody(integration), compileIntegrationResponses(integration, method)] as const;
    if (lambda) return compileLambda(integration, lambda, ...parts);
    return compileAwsService(integration, required(service, uri), ...parts);
  },
  HTTP(method, mapping, { vpcLinks }) {
    const { integration } = method;
    const responses = compileIntegrationResponses(integration, method);
    const endpoint = compileEndpoint(integration, vpcLinks);
    return compileHttp(integration, endpoint, mapping, compileRequestBody(integration), responses);
  },
  HTTP_PROXY: ({ integration }, mapping, { vpcLinks }) =>
    compileHttpProxy(integration, compileEndpoint(integration, vpcLinks), mapping),
  MOCK: (method) =>
    compileMock(compileRequestBody(method.integration), compileIntegrationResponses(method.integration, method)),
};

function required<Target>(target: Target | undefined, uri: string | undefined): Target {
  if (target !== undefined) return target;
  throw new Error(`its uri names no function or service: ${uri ?? 'there is none'}`);
}

function broken(reason: string): CompiledIntegration {
  const refuse = (): never => {
    throw new GatewayError('API_CONFIGURATION_ERROR', { reason });
  };
  return { target: 'none', streams: false, mapRequest: refuse, mapResponse: refuse };
}
