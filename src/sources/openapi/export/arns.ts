import { functionArn } from '../../../model/lambda/arn.ts';
import type { LambdaTarget } from '../../../model/definition/integration.ts';
import type { ExportOptions } from './export-options.ts';

/** The URI by which API Gateway calls a function; streamed answers have one of their own (docs/aws/rest-api.md#uri-forms). */
export function invocationUri(
  { functionName, qualifier }: LambdaTarget,
  { region, accountId }: ExportOptions,
  mode: 'BUFFERED' | 'STREAM' = 'BUFFERED',
): string {
  const arn = functionArn(region, accountId, functionName, qualifier);
  const [version, action] =
    mode === 'STREAM' ? ['2021-11-15', 'response-streaming-invocations'] : ['2015-03-31', 'invocations'];
  return `arn:aws:apigateway:${region}:lambda:path/${version}/functions/${arn}/${action}`;
}

/** The host name that AWS gives an API. */
export function executeApiHost(apiId: string, region: string): string {
  return `${apiId}.execute-api.${region}.amazonaws.com`;
}
