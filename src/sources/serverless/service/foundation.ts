import type { Service } from './service.ts';

/** What the framework adds to every stack, and people refer to: its role and its bucket for artifacts. */
export function addFoundation({ resources, provider, root, name, stage }: Service): void {
  const at = provider.exists ? provider : root;
  resources.add('ServerlessDeploymentBucket', 'AWS::S3::Bucket', {}, at);
  resources.add('IamRoleLambdaExecution', 'AWS::IAM::Role', { RoleName: `${name}-${stage}-lambdaRole` }, at);
}
