import { NO_VALUE, type Resolved } from './values.ts';

/** `AWS::Region` and the like for one stack, as after a deployment. */
export function pseudoParameters(
  stackName: string,
  region: string,
  accountId: string,
): Readonly<Record<string, Resolved>> {
  return {
    'AWS::AccountId': accountId,
    'AWS::NoValue': NO_VALUE,
    'AWS::NotificationARNs': [],
    'AWS::Partition': 'aws',
    'AWS::Region': region,
    'AWS::StackId': `arn:aws:cloudformation:${region}:${accountId}:stack/${stackName}/51af3dc0-da77-11e4-872e-1234567db123`,
    'AWS::StackName': stackName,
    'AWS::URLSuffix': 'amazonaws.com',
  };
}
