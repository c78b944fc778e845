import type { LambdaFunction } from '../../model/definition/function.ts';
import { functionArn } from '../../model/lambda/arn.ts';
import type { LambdaApiServices } from './services.ts';

/** MB of `/tmp` unless the function says more. */
const DEFAULT_STORAGE_MB = 512;

/**
 * A function as `FunctionConfiguration` of the Lambda API: https://docs.aws.amazon.com/lambda/latest/api/API_FunctionConfiguration.html. What there
 * is only in an account (role, code size and hash, revision) is left out. `changedAt`: milliseconds since the epoch.
 */
export function functionConfiguration(
  lambda: LambdaFunction,
  qualifier: string | undefined,
  changedAt: number,
  services: Pick<LambdaApiServices, 'region' | 'accountId'>,
): Record<string, unknown> {
  const { name, environment, timeout, memory, handler } = lambda;
  return {
    FunctionName: name,
    FunctionArn: functionArn(services.region(), services.accountId(), name, qualifier),
    Runtime: runtimeOf(lambda),
    Handler: handler,
    Description: '',
    Timeout: timeout,
    MemorySize: memory,
    // As the API writes it: +0000, no Z.
    LastModified: new Date(changedAt).toISOString().replace('Z', '+0000'),
    Version: '$LATEST',
    ...(Object.keys(environment).length === 0 ? {} : { Environment: { Variables: environment } }),
    TracingConfig: { Mode: 'PassThrough' },
    PackageType: 'Zip',
    Architectures: [lambda.architecture ?? 'x86_64'],
    EphemeralStorage: { Size: lambda.ephemeralStorage ?? DEFAULT_STORAGE_MB },
    SnapStart: { ApplyOn: 'None', OptimizationStatus: 'Off' },
    LoggingConfig: {
      LogFormat: environment['AWS_LAMBDA_LOG_FORMAT'] === 'JSON' ? 'JSON' : 'Text',
      LogGroup: `/aws/lambda/${name}`,
    },
  };
}

function runtimeOf({ runtime, code }: LambdaFunction): string {
  const own = code.kind === 'command' ? 'provided.al2023' : `nodejs${process.versions.node.split('.')[0]}.x`;
  return runtime ?? own;
}
