import { GatewayError } from '../model/gateway-error.ts';
import type { RestMethod } from '../model/rest-api.ts';
import { compileIntegrationResponses } from './integration-response.ts';
import type { CompiledIntegration } from './integration-result.ts';
import { compileAwsService } from './integrations/aws-service.ts';
import { compileEndpoint } from './integrations/endpoint.ts';
import { compileHttpProxy } from './integrations/http-proxy.ts';
import { compileHttp } from './integrations/http.ts';
import { compileLambdaProxy } from './integrations/lambda-proxy.ts';
import { compileLambdaStream } from './integrations/lambda-stream.ts';
import { compileLambda } from './integrations/lambda.ts';
import { compileMock } from './integrations/mock.ts';
import { compileRequestMapping } from './parameter-mapping.ts';
import { compileRequestBody } from './request-body.ts';
import type { RestApiServices } from './services.ts';

/**
 * Compiles a method's integration. What cannot be compiled (an expression or template that does not parse, a URI that names nothing) is told
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
  const { integration } = method;
  const mapping = compileRequestMapping(integration.requestParameters);
  const requestBody = () => compileRequestBody(integration);
  const responses = () => compileIntegrationResponses(integration, method);
  const endpoint = () => compileEndpoint(integration, services.vpcLinks);
  switch (integration.type) {
    case 'AWS_PROXY': {
      const compile = integration.responseTransferMode === 'STREAM' ? compileLambdaStream : compileLambdaProxy;
      return compile(integration, required(integration.lambda, integration.uri), mapping);
    }
    case 'AWS':
      return integration.lambda
        ? compileLambda(integration, integration.lambda, mapping, requestBody(), responses())
        : compileAwsService(
            integration,
            required(integration.service, integration.uri),
            mapping,
            requestBody(),
            responses(),
          );
    case 'HTTP':
      return compileHttp(integration, endpoint(), mapping, requestBody(), responses());
    case 'HTTP_PROXY':
      return compileHttpProxy(integration, endpoint(), mapping);
    case 'MOCK':
      return compileMock(requestBody(), responses());
  }
}

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
