import type { ClientResponse } from '../model/http/messages.ts';
import type { FrontEnd } from '../model/http/front-end.ts';
import type { HttpApi } from '../model/definition/http-api.ts';
import { requestTimeFormatter } from '../model/http/request-time.ts';
import { compileAccessLog } from './logs/access-log.ts';
import { compileAddressing } from './routing/addressing.ts';
import { clientResponse } from './responses/client-response.ts';
import { conclude } from './logs/conclude.ts';
import { exchangeUnderWay } from './logs/under-way.ts';
import { compileCors } from './call/cors.ts';
import type { Deployment } from './call/deployment.ts';
import { compileRoutes } from './deployment/compile-routes.ts';
import type { CompiledApi } from './deployment/compiled-api.ts';
import { HttpExchange } from './call/exchange.ts';
import { StageTrace } from '../observability/stage-trace.ts';
import { drilledPipeline, drilledStages, httpPipeline, httpStages, runPipeline } from './pipeline.ts';
import type { HttpApiServices } from './call/services.ts';

/**
 * Compiles a deployment of an HTTP API: routes, CORS, authorizers, integrations and access log are read once, here. The front end then
 * takes requests without sockets. Throws `EmulatorError` where a route names an authorizer that does not exist.
 */
export function compileHttpApi(api: HttpApi, services: HttpApiServices): FrontEnd {
  const compiled: CompiledApi = {
    deployment: deploymentOf(api, services),
    ...compileRoutes(api, services),
    accessLog: compileAccessLog(api, services),
  };
  return {
    async handle(request) {
      const exchange = new HttpExchange(request, compiled.deployment);
      services.journal.begun?.(exchange, exchangeUnderWay);
      try {
        if (services.drills?.on === true) return await handleDrilled(exchange, compiled);
        exchange.trace = new StageTrace(httpStages);
        const result = await runPipeline(httpPipeline, exchange, compiled);
        return conclude(exchange, clientResponse(exchange, result), compiled.accessLog);
      } catch (error) {
        services.journal.lost?.(exchange);
        throw error;
      }
    },
  };
}

/** The same while drills are on. */
async function handleDrilled(exchange: HttpExchange, compiled: CompiledApi): Promise<ClientResponse> {
  exchange.trace = new StageTrace(drilledStages);
  const result = await runPipeline(drilledPipeline, exchange, compiled);
  const response = clientResponse(exchange, result);
  return conclude(exchange, exchange.drill?.answer(response) ?? response, compiled.accessLog);
}

function deploymentOf(api: HttpApi, services: HttpApiServices): Deployment {
  if (api.disableExecuteApiEndpoint && !api.customDomain) {
    services.warn(
      `API ${api.name} has disableExecuteApiEndpoint and no custom domain: every request gets 404. Give it a basePath, or remove the setting.`,
    );
  }
  const hasVariables = Object.keys(api.stage.variables).length > 0;
  return {
    api,
    services,
    addressing: compileAddressing(api, services.region),
    cors: api.cors && compileCors(api.cors),
    stageVariables: hasVariables ? api.stage.variables : undefined,
    requestTime: requestTimeFormatter(),
  };
}
