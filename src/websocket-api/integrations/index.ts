import type { Integration } from '../../model/integration.ts';
import { compileAws } from './aws.ts';
import type { CompiledIntegration, IntegrationCompiler, IntegrationPlace } from './contract.ts';
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

export function compileIntegration(integration: Integration, place: IntegrationPlace): CompiledIntegration {
  return compilers[integration.type](integration, place);
}
