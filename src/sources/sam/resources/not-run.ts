import type { TemplateMap } from '../../template/template.ts';
import type { Transformation } from '../transformation.ts';
import { ResourceError } from '../words/errors.ts';
import { isGiven, isMap, member } from '../words/values.ts';

const REASONS: Readonly<Record<string, string>> = {
  'AWS::Serverless::GraphQLApi': 'AWS AppSync is not emulated',
  'AWS::Serverless::CapacityProvider': 'functions run on this machine',
};

const CFN_TYPES: Readonly<Record<string, string>> = {
  'AWS::Serverless::GraphQLApi': 'AWS::AppSync::GraphQLApi',
  'AWS::Serverless::CapacityProvider': 'AWS::Lambda::CapacityProvider',
};

/**
 * SAM resources that have no meaning here: they stay in the result, so that others may refer to them, with the reason. Their properties would
 * be those of several resources: as one they would seem to need what needs them.
 */
export function transformNotRun(work: Transformation, id: string, type: string): void {
  if (type === 'AWS::Serverless::CapacityProvider') checkCapacityProvider(id, work.propertiesOf(id));
  work.add(id, id, {
    type: CFN_TYPES[type] ?? type,
    properties: {},
    attributes: { Metadata: { 'gw-emulate': { notRun: REASONS[type] ?? 'not emulated' } } },
  });
}

function checkCapacityProvider(id: string, { VpcConfig: vpc, InstanceRequirements: instances }: TemplateMap): void {
  if (isMap(vpc) && !isGiven(vpc['SubnetIds'])) {
    throw new ResourceError(id, "Property 'VpcConfig.SubnetIds' is required.", ['Properties', 'VpcConfig']);
  }
  if (!isGiven(member(instances, 'AllowedTypes')) || !isGiven(member(instances, 'ExcludedTypes'))) return;
  throw new ResourceError(
    id,
    "Cannot specify 'InstanceRequirements.AllowedTypes' and 'InstanceRequirements.ExcludedTypes' together.",
    ['Properties', 'InstanceRequirements'],
  );
}
