import { expect, test } from 'vitest';
import { described } from './described.ts';

test.each([
  ['AWS::AppConfig::Deployment', 'AWS::AppConfig::Deployment is not run here'],
  ['AWS::Pipes::Pipe', 'AWS::Pipes::Pipe is not run here'],
  ['AWS::ApiGatway::RestApi', 'AWS::ApiGatway::RestApi is not run here (Did you mean "AWS::ApiGateway::RestApi"?)'],
  ['AWS::Lambda::Functoin', 'AWS::Lambda::Functoin is not run here (Did you mean "AWS::Lambda::Function"?)'],
  [
    'AWS::ApiGatewayV2::VpcLink',
    'the VPC behind it is not here; the local address of what it leads to stands under vpcLinks: in emulator.config.yaml',
  ],
])('%s is not run, and only a misspelt type is taken for another', async (type, reason) => {
  const { notRun } = await described(`Resources:\n  Thing: { Type: "${type}" }\n`);
  expect(notRun).toEqual([{ id: 'Thing', type, reason }]);
});
