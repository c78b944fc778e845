import type { AwsServiceRequest } from '../../integrations/contract.ts';
import type { Integration, ServiceTarget } from '../../model/definition/integration.ts';
import { backendAnswer } from './backend-answer.ts';
import type { IntegrationCompiler } from './contract.ts';
import { asBody } from './http-request.ts';
import { byStatusCode, compileResponseMapping } from './integration-response.ts';
import { compileRequestParameters } from '../transform/request-parameters.ts';
import type { MappedParameters } from '../transform/request-parameters.ts';
import { compileRequestText } from '../transform/request-template.ts';
import { withoutTarget } from './missing-target.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

/**
 * `AWS` with an action or path of another service: signed and sent by the backend; integration responses by status code (observed:
 * docs/aws/websocket-api.md#response-side).
 */
export const compileService: IntegrationCompiler = (integration, settings) => {
  const { service, timeoutInMillis } = integration;
  if (!service) return withoutTarget(integration);
  const textOf = compileRequestText(integration);
  const parametersOf = compileRequestParameters(integration);
  const outcomeOf = compileResponseMapping(integration, byStatusCode, settings);
  return {
    target: integration.uri ?? service.service,
    async run(call, deployment) {
      const text = textOf(call, deployment);
      const request = serviceRequest(service, integration, text, parametersOf(call, deployment));
      const answering = deployment.services.aws.call(request);
      return outcomeOf(await backendAnswer(answering, timeoutInMillis, call, deployment), call, deployment);
    },
  };
};

function serviceRequest(
  service: ServiceTarget,
  integration: Integration,
  text: string,
  mapped: MappedParameters,
): AwsServiceRequest {
  const hasType = mapped.headers.some(([name]) => name.toLowerCase() === 'content-type');
  return {
    service: service.service,
    region: service.region,
    ...(service.subdomain === undefined ? {} : { subdomain: service.subdomain }),
    ...(service.action === undefined ? {} : { action: service.action }),
    ...(service.path === undefined ? {} : { path: pathOf(service.path, mapped) }),
    method: integration.httpMethod ?? 'POST',
    headers: hasType ? mapped.headers : [['Content-Type', 'application/json'], ...mapped.headers],
    query: mapped.query,
    body: text === '' ? null : asBody(text, integration),
    timeoutMs: integration.timeoutInMillis,
  };
}

function pathOf(path: string, mapped: MappedParameters): string {
  let filled = path;
  for (const [name, value] of mapped.path) filled = filled.replaceAll(`{${name}}`, () => percentEncode(value));
  return filled;
}
