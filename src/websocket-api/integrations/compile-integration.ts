import type { Integration } from '../../model/definition/integration.ts';
import { resolveLambdaTarget } from '../../model/lambda/lambda-target.ts';
import { fillStageVariables } from '../../model/definition/stage-variables.ts';
import { compileAws } from './aws.ts';
import type { CompiledIntegration, IntegrationCompiler, IntegrationSettings } from './contract.ts';
import { compileHttp } from './http.ts';
import { compileHttpProxy } from './http-proxy.ts';
import { compileLambdaProxy } from './lambda-proxy.ts';
import { compileMock } from './mock.ts';

const compilers: Readonly<Record<Integration['type'], IntegrationCompiler>> = {
  AWS_PROXY: compileLambdaProxy,
  AWS: compileAws,
  HTTP: compileHttp,
  HTTP_PROXY: compileHttpProxy,
  MOCK: compileMock,
};

export function compileIntegration(integration: Integration, settings: IntegrationSettings): CompiledIntegration {
  return compilers[integration.type](onStage(integration, settings.api.stage.variables), settings);
}

/** Variables belong to the stage, so they are put in once for each deployment; one that the stage lacks becomes nothing (11). */
function onStage(integration: Integration, variables: Readonly<Record<string, string>>): Integration {
  const fill = (text: string): string => fillStageVariables(text, variables);
  const { uri, connectionId, lambda, service } = integration;
  return {
    ...integration,
    ...(uri !== undefined && { uri: fill(uri) }),
    ...(connectionId !== undefined && { connectionId: fill(connectionId) }),
    ...(lambda && { lambda: resolveLambdaTarget(lambda, fill) }),
    ...(service?.path !== undefined && { service: { ...service, path: fill(service.path) } }),
  };
}
