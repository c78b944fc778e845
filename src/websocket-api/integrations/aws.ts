import type { IntegrationCompiler } from './contract.ts';
import { compileLambda } from './lambda.ts';
import { compileService } from './service.ts';
import { targetless } from './targetless.ts';

/** `AWS`: a function with templates around it, or an action of another AWS service. */
export const compileAws: IntegrationCompiler = (integration, place) => {
  if (integration.lambda) return compileLambda(integration, place);
  if (integration.service) return compileService(integration, place);
  return targetless(integration);
};
