import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { eventInvokeConfigId, functionId, functionLogGroupId, functionVersionId } from '../logical-ids.ts';
import { bundleOf } from '../plugins/bundling.ts';
import type { Part } from '../service/part.ts';
import { getAtt, type Given, members, ref } from '../service/resources.ts';
import type { Service, ServiceFunction } from '../service/service.ts';
import { checkFunction } from './check-function.ts';
import { codeOf } from './code.ts';
import { environmentOf } from './environment.ts';
import { compileFunctionUrl } from './function-url.ts';
import { functionReference } from './function-reference.ts';

/** The framework's defaults, not Lambda's: `osls` 4 has Node 24, version 3 an older one that Lambda no longer runs. */
const DEFAULTS = { runtime: 'nodejs24.x', memory: 1024, timeout: 6 };

/** Every function with what belongs to it: its URL, alias, log group and asynchronous settings. */
export function compileFunctions(service: Service): void {
  for (const fn of service.functions.values()) {
    if (!checkFunction(service, fn)) continue;
    compileFunction(service, fn);
    compileAlias(service, fn);
    compileFunctionUrl(service, fn);
    compileAsynchronous(service, fn);
  }
}

function compileFunction(service: Service, { key, part }: ServiceFunction): void {
  const { provider, resources } = service;
  const inherited = (name: string): Part | undefined =>
    [part.get(name), provider.get(name)].find(({ exists }) => exists);
  const isImage = part.get('image').exists;
  const architecture = inherited('architecture');
  const environment = environmentOf(provider.get('environment'), part.get('environment'), service.pluginEnvironment);
  const tracing = [part.get('tracing'), provider.get('tracing').get('lambda')].find(({ exists }) => exists);
  const logs = [part.get('logs'), provider.get('logs').get('lambda')].find(({ exists }) => exists);
  const storage = part.get('ephemeralStorageSize');
  const bundle = bundleOf(service);
  const properties: Record<string, Given> = {
    ...codeOf(service, part),
    Handler: isImage ? undefined : part.get('handler'),
    Runtime: isImage ? undefined : (inherited('runtime') ?? DEFAULTS.runtime),
    FunctionName: nameOf(service, key, part),
    MemorySize: inherited('memorySize') ?? DEFAULTS.memory,
    Timeout: inherited('timeout') ?? DEFAULTS.timeout,
    Architectures: architecture && [String(architecture.value)],
    Description: part.get('description'),
    Environment: environment,
    Layers: inherited('layers'),
    ReservedConcurrentExecutions: part.get('reservedConcurrency'),
    EphemeralStorage: storage.exists ? members({ Size: storage }, part) : undefined,
    TracingConfig: tracing && { Mode: tracing.value === true ? 'Active' : String(tracing.value) },
    LoggingConfig: logs && loggingOf(logs),
    Role: getAtt('IamRoleLambdaExecution', 'Arn'),
  };
  const metadata = { id: key, ...(bundle !== undefined && { bundle }) };
  resources.add(functionId(key), 'AWS::Lambda::Function', properties, part, {
    condition: part.get('condition'),
    metadata,
  });
  resources.add(
    functionLogGroupId(key),
    'AWS::Logs::LogGroup',
    { LogGroupName: logGroupName(service, key, part) },
    part,
  );
}

function nameOf(service: Service, key: string, part: Part): Given {
  const name = part.get('name');
  return name.exists ? name : `${service.name}-${service.stage}-${key}`;
}

function logGroupName(service: Service, key: string, part: Part): TemplateValue {
  const name = part.get('name');
  return `/aws/lambda/${name.exists && typeof name.value === 'string' ? name.value : `${service.name}-${service.stage}-${key}`}`;
}

function loggingOf(logs: Part): TemplateMap {
  return members(
    {
      ApplicationLogLevel: logs.get('applicationLogLevel'),
      LogFormat: logs.get('logFormat'),
      LogGroup: logs.get('logGroup'),
      SystemLogLevel: logs.get('systemLogLevel'),
    },
    logs,
  );
}

function compileAlias({ resources }: Service, { key, part, alias }: ServiceFunction): void {
  if (alias === undefined) return;
  const version = functionVersionId(key);
  const provisioned = part.get('provisionedConcurrency');
  resources.add(version, 'AWS::Lambda::Version', { FunctionName: ref(functionId(key)) }, part);
  resources.add(
    alias.id,
    'AWS::Lambda::Alias',
    {
      FunctionName: ref(functionId(key)),
      FunctionVersion: getAtt(version, 'Version'),
      Name: alias.name,
      ProvisionedConcurrencyConfig: provisioned.exists
        ? members({ ProvisionedConcurrentExecutions: provisioned }, part)
        : undefined,
    },
    part,
    { condition: part.get('condition') },
  );
}

function compileAsynchronous(service: Service, fn: ServiceFunction): void {
  const { key, part, alias } = fn;
  const destinations = part.get('destinations');
  const settings = [destinations, part.get('maximumEventAge'), part.get('maximumRetryAttempts')];
  if (!settings.some(({ exists }) => exists)) return;
  const onSuccess = destinationOf(service, destinations.get('onSuccess'));
  const onFailure = destinationOf(service, destinations.get('onFailure'));
  service.resources.add(
    eventInvokeConfigId(key),
    'AWS::Lambda::EventInvokeConfig',
    {
      FunctionName: ref(functionId(key)),
      Qualifier: alias?.name ?? '$LATEST',
      DestinationConfig: {
        ...(onSuccess !== undefined && { OnSuccess: { Destination: onSuccess } }),
        ...(onFailure !== undefined && { OnFailure: { Destination: onFailure } }),
      },
      MaximumEventAgeInSeconds: part.get('maximumEventAge'),
      MaximumRetryAttempts: part.get('maximumRetryAttempts'),
    },
    destinations.exists ? destinations : part,
  );
}

/** A function of the service by its key, an ARN, or `{ type, arn }`. */
function destinationOf(service: Service, part: Part): TemplateValue | undefined {
  if (!part.exists) return undefined;
  if (typeof part.value !== 'string') return part.get('arn').value as TemplateValue;
  return part.value.startsWith('arn:') ? part.value : functionReference(service, part, part.value);
}
