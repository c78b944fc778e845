import type { Part } from './part.ts';
import type { Service } from './service.ts';

/**
 * The functions that the framework deploys for itself, behind custom resources: they set up logging and triggers of existing buckets and
 * user pools. Listed, and never run.
 */
export function addHelperFunctions(service: Service): void {
  const { provider, functions } = service;
  const logs = provider.get('logs');
  const events = [...functions.values()].flatMap(({ part }) => part.get('events').items);
  const has = (type: string): boolean => events.some((event) => event.get(type).exists);
  const isExternal = logs.get('restApi').get('roleManagedExternally').value === true;
  const logsRest = has('http') && isOn(logs.get('restApi')) && logs.get('restApi').get('accessLogging').value !== false;
  const logsWebsocket = has('websocket') && isOn(logs.get('websocket'));
  if (!isExternal && (logsRest || logsWebsocket)) addHelper(service, 'apigwDashcwDashrole', logs);
  for (const [type, name] of [
    ['s3', 'existingDashs3'],
    ['cognitoUserPool', 'existingDashcup'],
  ] as const) {
    const existing = events.map((event) => event.get(type)).find((part) => part.get('existing').value === true);
    if (existing !== undefined) addHelper(service, name, existing);
  }
}

function isOn(part: Part): boolean {
  return part.exists && part.value !== false;
}

function addHelper({ resources, name, stage }: Service, helper: string, at: Part): void {
  const shown = helper.replaceAll('Dash', '-');
  resources.add(
    `CustomDashresourceDash${helper}LambdaFunction`,
    'AWS::Lambda::Function',
    { FunctionName: `${name}-${stage}-custom-resource-${shown}`, Code: '.', Handler: `${shown}/handler.handler` },
    at,
    { metadata: { notRun: 'the Serverless Framework deploys it for itself' } },
  );
}
