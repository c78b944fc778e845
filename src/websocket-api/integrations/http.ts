import { backendAnswer } from './backend-answer.ts';
import type { IntegrationCompiler } from './contract.ts';
import { httpRequest } from './http-request.ts';
import { byStatusCode, compileResponseMapping } from './integration-response.ts';
import { compileRequestParameters } from '../transform/request-parameters.ts';
import { compileRequestText } from '../transform/request-template.ts';
import { withoutTarget } from './missing-target.ts';

/** `HTTP`: templates on both sides, integration responses by status code. */
export const compileHttp: IntegrationCompiler = (integration, settings) => {
  const { uri, timeoutInMillis } = integration;
  if (uri === undefined) return withoutTarget(integration);
  const textOf = compileRequestText(integration);
  const parametersOf = compileRequestParameters(integration);
  const outcomeOf = compileResponseMapping(integration, byStatusCode, settings);
  return {
    target: uri,
    async run(call, deployment) {
      const text = textOf(call, deployment);
      const request = httpRequest(integration, text, parametersOf(call, deployment), [], call, deployment);
      const answering = deployment.services.http.call(request);
      return outcomeOf(await backendAnswer(answering, timeoutInMillis, call, deployment), call, deployment);
    },
  };
};
