import { AWS_SUBTYPES, isAwsSubtype } from '../../model/definition/aws-subtypes.ts';
import type { Api } from '../../model/definition/api.ts';
import type { Integration } from '../../model/definition/integration.ts';

/** The AWS services that an API's integrations call, each once: `sqs`, `dynamodb`. Lambda is not one of them. */
export function calledServices(api: Api): ReadonlySet<string> {
  const services = integrationsOf(api).map(({ service, integrationSubtype }) =>
    integrationSubtype === undefined ? service?.service : serviceOf(integrationSubtype),
  );
  return new Set(services.filter((service) => service !== undefined));
}

function serviceOf(subtype: string): string | undefined {
  return isAwsSubtype(subtype) ? AWS_SUBTYPES[subtype].service : undefined;
}

function integrationsOf(api: Api): Integration[] {
  if (api.type === 'rest') return api.methods.map(({ integration }) => integration);
  return api.routes.flatMap(({ integration }) => integration ?? []);
}
