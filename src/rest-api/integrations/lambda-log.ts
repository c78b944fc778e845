import type { InvocationResult } from '../../model/lambda/invocation.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import type { Call } from '../call/call.ts';
import { lambdaUri } from './lambda-target.ts';

/**
 * The lines about the call to Lambda (recorded: docs/aws/rest-api-observed.md#test-invoke-log). On AWS it is a signed request; here nothing
 * is signed, so its secrets are always masked, and the line is cut where the recorded one is.
 */
export function logLambdaRequest(call: Call, functionName: string, payload: () => string): void {
  const { log } = call;
  if (!log) return;
  const uri = lambdaUri(call, functionName);
  if (log.tracesData) logLambdaData(call, uri, payload());
  log.info(`Sending request to ${uri}`);
}

function logLambdaData(call: Call, uri: string, payload: string): void {
  const { log } = call;
  const { api, services } = call.deployment;
  const date = new Date(services.clock.now()).toISOString().replaceAll(/[-:]|\.\d+/g, '');
  log?.data('Endpoint request URI', uri);
  log?.data(
    'Endpoint request headers',
    `{x-amzn-lambda-integration-tag=${call.requestId}, Authorization=*****, X-Amz-Date=${date}, x-amzn-apigateway-api-id=${api.id}, Accept=application/json, User-Agent=AmazonAPIGateway_${api.id}, X-Amz-Security-Token=***** [TRUNCATED]`,
  );
  log?.data('Endpoint request body after transformations', payload);
}

/** What Lambda's own API answers an asynchronous call with. */
export function acceptedHeaders(call: Call, requestId: string): HeaderList {
  return headersOf(call, requestId, 0, []);
}

/** What Lambda's own API answers a synchronous call with (recorded: docs/aws/rest-api-observed.md#test-invoke-log). */
export function answeredHeaders(call: Call, result: InvocationResult): HeaderList {
  return headersOf(call, result.requestId, Buffer.byteLength(result.payload), [
    ['X-Amz-Executed-Version', result.executedVersion],
    ...(result.functionError ? [['X-Amz-Function-Error', result.functionError] as const] : []),
  ]);
}

function headersOf(call: Call, requestId: string, contentLength: number, own: HeaderList): HeaderList {
  return [
    ['Date', new Date(call.deployment.services.clock.now()).toUTCString()],
    ['Content-Type', 'application/json'],
    ['Content-Length', String(contentLength)],
    ['Connection', 'keep-alive'],
    ['x-amzn-RequestId', requestId],
    ['x-amzn-Remapped-Content-Length', '0'],
    ...own,
    ['X-Amzn-Trace-Id', call.traceHeader],
  ];
}
