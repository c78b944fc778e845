import { GatewayError } from '../../model/http/gateway-error.ts';
import type { HttpApi, HttpRoute } from '../../model/definition/http-api.ts';
import { fillStageVariables } from '../../model/definition/stage-variables.ts';
import type { Integrate } from './contract.ts';
import type { HttpApiServices } from '../call/services.ts';
import { compileAwsService } from './aws-service.ts';
import { compileHttpProxy } from './http-proxy.ts';
import { compileLambda } from './lambda.ts';
import { compileVpcLink } from './vpc-link.ts';
import { compileResponseMapping } from './response-mapping.ts';
import { UnusableIntegration } from './settings.ts';
import type { IntegrationSettings } from './settings.ts';

/** Compiles the call behind a route. A broken target does not keep the other routes from serving: it is said once, and answers 500. */
export function compileIntegration(route: HttpRoute, api: HttpApi, services: HttpApiServices): Integrate {
  const { integration, routeKey } = route;
  const settings: IntegrationSettings = {
    integration,
    routeKey,
    api,
    services,
    substitute: (text) => requireVariables(text, api),
  };
  try {
    return compileResponseMapping(settings, compileKind(settings));
  } catch (error) {
    if (!(error instanceof UnusableIntegration)) throw error;
    const reason = `The integration of ${routeKey} (API ${api.name}) cannot work: ${error.message}`;
    services.warn(reason);
    return () => Promise.reject(new GatewayError('API_CONFIGURATION_ERROR', { reason }));
  }
}

function compileKind(settings: IntegrationSettings): Integrate {
  const { integration } = settings;
  if (integration.integrationSubtype !== undefined) return compileAwsService(settings, integration.integrationSubtype);
  if (integration.lambda) return compileLambda(settings, integration.lambda);
  if (integration.connectionType === 'VPC_LINK') return compileVpcLink(settings);
  if (integration.type === 'HTTP_PROXY') return compileHttpProxy(settings);
  throw new UnusableIntegration(`type ${integration.type} is not one that HTTP APIs have (AWS_PROXY, HTTP_PROXY)`);
}

function requireVariables(text: string, api: HttpApi): string {
  const missing: string[] = [];
  const filled = fillStageVariables(text, api.stage.variables, (name) => {
    missing.push(name);
    return '';
  });
  if (missing.length === 0) return filled;
  throw new UnusableIntegration(
    `${text} asks for the stage variable ${missing.join(', ')}, which stage ${api.stage.name} does not have`,
  );
}
