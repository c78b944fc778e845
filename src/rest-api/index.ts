import type { FrontEnd } from '../model/http/front-end.ts';
import { requestTimeFormatter } from '../model/http/request-time.ts';
import type { RestApi } from '../model/definition/rest-api.ts';
import { compileAccessLog } from './logs/access-log.ts';
import { compileMethod } from './deployment/compile-method.ts';
import type { Deployment } from './call/deployment.ts';
import { frontEndOf } from './front-end.ts';
import { compileGatewayResponses } from './responses/gateway-responses.ts';
import { compileBinaryMediaTypes } from './call/media-types.ts';
import { ResponseCache } from './responses/response-cache.ts';
import { compileRoutes } from './routing/routes.ts';
import type { RestApiServices } from './call/services.ts';
import { testInvoke } from './test-invoke.ts';
import type { TestInvocation, TestInvokeInput } from './test-invoke.ts';

export type { RestApiServices } from './call/services.ts';
export type { TestInvocation, TestInvokeInput } from './test-invoke.ts';

/** A compiled REST API. */
export interface RestFrontEnd extends FrontEnd {
  /** What TestInvokeMethod does; `undefined` when no resource has the method. */
  testInvoke(input: TestInvokeInput): Promise<TestInvocation | undefined>;
  /** Empties the stage's cache, as `DELETE /restapis/{id}/stages/{stage}/cache/data` does. */
  flushCache(): void;
}

/**
 * Compiles a REST API once per deployment; handling a request afterwards is a walk through the stages of `pipeline.ts`.
 *
 * @throws {EmulatorError} where an authorizer that a method names does not exist.
 */
export function compileRestApi(api: RestApi, services: RestApiServices): RestFrontEnd {
  const executeApiHost = `${api.id}.execute-api.${services.region}.amazonaws.com`;
  const domainName = api.customDomain?.domainName ?? executeApiHost;
  const methods = api.methods.map((definition) => ({
    path: definition.path,
    httpMethod: definition.httpMethod,
    method: compileMethod(definition, api, services),
  }));
  const deployment: Deployment = {
    api,
    services,
    executeApiHost,
    domainName,
    domainPrefix: domainName.split('.', 1)[0] ?? domainName,
    lowersHeaderNames: api.customDomain?.basePaths.some((basePath) => basePath.includes('/')) ?? false,
    routes: compileRoutes(methods),
    binaryMediaTypes: compileBinaryMediaTypes(api.binaryMediaTypes),
    gatewayResponses: compileGatewayResponses(api),
    canaryVariables: { ...api.stage.variables, ...api.canary?.stageVariableOverrides },
    requestTime: requestTimeFormatter(),
    cache: api.cacheCluster ? new ResponseCache(services.clock) : undefined,
    accessLog: api.stage.accessLog && compileAccessLog(api.stage.accessLog, services.accessLogs),
    isTest: false,
  };
  const compiled = methods.map(({ method }) => method);
  return {
    ...frontEndOf(deployment),
    testInvoke: (input) => testInvoke(deployment, compiled, input),
    flushCache: () => deployment.cache?.flush(),
  };
}
