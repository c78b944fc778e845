/** What SDKs call a service in `AWS_ENDPOINT_URL_…`, where integrations call it by another name. */
const SERVICE_NAMES: Readonly<Record<string, string>> = {
  api_gateway: 'apigateway',
  cloudwatch: 'monitoring',
  cloudwatch_logs: 'logs',
  eventbridge: 'events',
  secrets_manager: 'secretsmanager',
  sfn: 'states',
};

const PREFIX = 'AWS_ENDPOINT_URL_';

/** Endpoints of service integrations: those of the configuration, and `AWS_ENDPOINT_URL_SQS` and the like for the others. */
export function buildEndpoints(
  configured: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
): Record<string, string> {
  const endpoints: Record<string, string> = {};
  for (const [variable, url] of Object.entries(environment)) {
    if (!variable.startsWith(PREFIX) || url === undefined || url === '') continue;
    const name = variable.slice(PREFIX.length).toLowerCase();
    endpoints[SERVICE_NAMES[name] ?? name] = url;
  }
  return { ...endpoints, ...configured };
}
