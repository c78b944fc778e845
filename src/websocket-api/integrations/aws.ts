import type { IntegrationCompiler } from './contract.ts';
import { compileLambda } from './lambda.ts';
import { compileService } from './aws-service.ts';
import { withoutTarget } from './missing-target.ts';

/** `AWS`: a function with templates around it, or an action of another AWS service. */
export const compileAws: IntegrationCompiler = (integration, settings) => {
  if (integration.lambda) return compileLambda(integration, settings);
  if (integration.service) return compileService(integration, settings);
  return withoutTarget(integration);
};
