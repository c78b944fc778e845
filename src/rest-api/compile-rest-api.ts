import type { FrontEnd } from '../model/http/front-end.ts';
import { requestTimeFormatter } from '../model/http/request-time.ts';
import type { RestApi } from '../model/definition/rest-api.ts';
import type { Deployment } from './call/deployment.ts';
import { compileBinaryMediaTypes } from './call/media-types.ts';
import type { RestApiServices } from './call/services.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { compileMethod } from './deployment/compile-method.ts';
import { frontEndOf } from './front-end.ts';
import { compileAccessLog } from './logs/access-log.ts';
import { compileGatewayResponses } from './responses/gateway-responses.ts';
import { type KeptResponses, ResponseCache } from './responses/response-cache.ts';
import { SharedResponseCache } from './responses/shared-response-cache.ts';
import { compileRoutes } from './routing/routes.ts';
import { testInvoke } from './test-invoke.ts';
import type { TestInvocation, TestInvokeInput } from './test-invoke.ts';

/** A compiled REST API. */
export interface RestFrontEnd extends FrontEnd {
  /** What TestInvokeMethod does; `undefined` when no resource has the method. */
  testInvoke(input: TestInvokeInput): Promise<TestInvocation | undefined>;
  /** Empties the stage's cache, as `DELETE /restapis/{id}/stages/{stage}/cache/data` does. */
  flushCache(): void | Promise<void>;
}

/**
 * Compiles a REST API once per deployment; handling a request afterwards is a walk through the stages of `pipeline.ts`.
 *
 * @throws {EmulatorError} where an authorizer that a method names does not exist.
 */
export function compileRestApi(api: RestApi, services: RestApiServices): RestFrontEnd {
  const methods = api.methods.map((definition) => compileMethod(definition, api, services));
  const compiled: CompiledApi = {
    deployment: deploymentOf(api, services),
    routes: compileRoutes(methods.map((method) => ({ ...method.definition, method }))),
    gatewayResponses: compileGatewayResponses(api),
    cache: api.cacheCluster ? responseCache(services) : undefined,
    accessLog: api.stage.accessLog && compileAccessLog(api.stage.accessLog, services.accessLogs),
  };
  return {
    ...frontEndOf(compiled),
    testInvoke: (input) => testInvoke(compiled, methods, input),
    flushCache: () => compiled.cache?.flush(),
  };
}

function responseCache({ sharedCache, clock }: RestApiServices): KeptResponses {
  return sharedCache === undefined ? new ResponseCache(clock) : new SharedResponseCache(sharedCache('responses'));
}

function deploymentOf(api: RestApi, services: RestApiServices): Deployment {
  const executeApiHost = `${api.id}.execute-api.${services.region}.amazonaws.com`;
  const domainName = api.customDomain?.domainName ?? executeApiHost;
  return {
    api,
    services,
    executeApiHost,
    domainName,
    domainPrefix: domainName.split('.', 1)[0] ?? domainName,
    lowersHeaderNames: api.customDomain?.basePaths.some((basePath) => basePath.includes('/')) ?? false,
    binaryMediaTypes: compileBinaryMediaTypes(api.binaryMediaTypes),
    canaryVariables: { ...api.stage.variables, ...api.canary?.stageVariableOverrides },
    requestTime: requestTimeFormatter(),
    isTest: false,
  };
}
