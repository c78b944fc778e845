import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { expectMap } from '../words/expect.ts';
import { getAtt, isIf, isNoValue, ref } from '../words/intrinsics.ts';
import { isMap, shown } from '../words/values.ts';
import type { Alias } from './alias.ts';

const TYPES = ['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket'];

/** Makes `EventInvokeConfig` of the function, with the queues and topics that SAM adds for destinations without an ARN. */
export function addEventInvokeConfig(
  work: Transformation,
  id: string,
  config: TemplateMap,
  alias: Alias | undefined,
): void {
  const configId = `${id}EventInvokeConfig`;
  const destinations: TemplateMap = {};
  const given = config['DestinationConfig'];
  if (given !== undefined && given !== null) {
    const map = expectMap(given, { id }, 'EventInvokeConfig.DestinationConfig');
    for (const name of ['OnSuccess', 'OnFailure'] as const) {
      const value = map[name];
      if (value === undefined || value === null) continue;
      const destination = expectMap(value, { id }, `EventInvokeConfig.DestinationConfig.${name}`);
      destinations[name] = { Destination: destinationOf(work, id, `${configId}${name}`, destination, name) };
    }
  }
  const { MaximumEventAgeInSeconds: age, MaximumRetryAttempts: attempts } = config;
  work.add(id, configId, {
    type: 'AWS::Lambda::EventInvokeConfig',
    properties: work.positions.copied(config, {
      FunctionName: ref(id),
      Qualifier: alias?.name ?? '$LATEST',
      DestinationConfig: destinations,
      ...(age === undefined ? {} : { MaximumEventAgeInSeconds: age }),
      ...(attempts === undefined ? {} : { MaximumRetryAttempts: attempts }),
    }),
  });
}

function destinationOf(
  work: Transformation,
  id: string,
  base: string,
  { Type: type, Destination: destination }: TemplateMap,
  name: 'OnSuccess' | 'OnFailure',
): TemplateValue {
  const path = ['Properties', 'EventInvokeConfig', 'DestinationConfig', name];
  if (typeof type !== 'string' || !TYPES.includes(type)) {
    const message = `'Type: ${shown(type)}' must be one of ['SQS', 'SNS', 'EventBridge', 'Lambda', 'S3Bucket']`;
    throw new ResourceError(id, message, [...path, 'Type']);
  }
  const given = isIf(destination) ? destination['Fn::If'] : undefined;
  if (given !== undefined && (!Array.isArray(given) || given.length !== 3)) {
    const message = "Malformed 'Destination' property: Fn::If requires 3 arguments.";
    throw new ResourceError(`${id}EventInvokeConfig`, message, [...path, 'Destination']);
  }
  if (destination !== undefined && destination !== null && !maybeNothing(destination)) return destination;
  if (type !== 'SQS' && type !== 'SNS') {
    throw new ResourceError(id, "Destination is required if Type is not ['SQS', 'SNS']", path);
  }
  const made = `${base}${type === 'SQS' ? 'Queue' : 'Topic'}`;
  work.add(id, made, { type: type === 'SQS' ? 'AWS::SQS::Queue' : 'AWS::SNS::Topic', properties: {} });
  work.names.set(`${id}.Destination${type === 'SQS' ? 'Queue' : 'Topic'}`, made);
  const arn = type === 'SQS' ? getAtt(made, 'Arn') : ref(made);
  if (destination === undefined || destination === null) return arn;
  const branches = isMap(destination) ? destination['Fn::If'] : undefined;
  if (!Array.isArray(branches)) return arn;
  return { 'Fn::If': branches.map((branch) => (isNoValue(branch) ? arn : branch)) };
}

/** `Destination: !If [Own, !GetAtt Queue.Arn, !Ref AWS::NoValue]` needs SAM's queue in one case. */
function maybeNothing(destination: TemplateValue): boolean {
  const branches = isIf(destination) ? destination['Fn::If'] : undefined;
  return Array.isArray(branches) && branches.slice(1).some(isNoValue);
}
