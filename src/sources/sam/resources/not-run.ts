import type { Transformation } from '../transformation.ts';

const REASONS: Readonly<Record<string, string>> = {
  'AWS::Serverless::GraphQLApi': 'AWS AppSync is not emulated',
  'AWS::Serverless::CapacityProvider': 'functions run on this machine',
};

const CFN_TYPES: Readonly<Record<string, string>> = {
  'AWS::Serverless::GraphQLApi': 'AWS::AppSync::GraphQLApi',
  'AWS::Serverless::CapacityProvider': 'AWS::Lambda::CapacityProvider',
};

/** SAM resources that have no meaning here: they stay in the result, so that others may refer to them, with the reason. */
export function transformNotRun(work: Transformation, id: string, type: string): void {
  work.add(id, id, {
    type: CFN_TYPES[type] ?? type,
    properties: work.propertiesOf(id),
    attributes: { Metadata: { 'gw-emulate': { notRun: REASONS[type] ?? 'not emulated' } } },
  });
}
