import type { IncomingMessage, ServerResponse } from 'node:http';
import type { FunctionPath } from './function-path.ts';
import { invokeParameters, knownFunction, payloadOf } from './invoke-request.ts';
import { logTail } from './log-tail.ts';
import { serviceHeaders } from './service-headers.ts';
import type { LambdaApiServices } from './services.ts';

/**
 * Invoke: 200 with the result or, with `X-Amz-Function-Error`, the error object; 202 for `Event`; 204 for `DryRun`
 * (docs/aws/lambda.md#invoke-api). What the runtime returned goes out byte for byte.
 */
export async function invoke(
  message: IncomingMessage,
  response: ServerResponse,
  path: FunctionPath,
  services: LambdaApiServices,
): Promise<void> {
  const types = ['Event', 'RequestResponse', 'DryRun'] as const;
  const { type, tail, call } = invokeParameters(message, path.functionName, path.qualifier, types, services);
  const payload = await payloadOf(message, type);
  const headers = serviceHeaders(call.traceHeader, services);
  if (type === 'DryRun') return empty(response, 204, headers.named(services.ids.uuid()));
  const traced = { ...call, payload, traceHeader: headers.traceHeader };
  if (type === 'Event') return empty(response, 202, headers.named(await services.lambda.invokeAsync(traced)));
  const result = await services.lambda.invoke(traced);
  response.writeHead(200, {
    ...headers.named(result.requestId),
    'Content-Type': 'application/json',
    'Content-Length': Buffer.byteLength(result.payload),
    'X-Amz-Executed-Version': result.executedVersion,
    ...(result.functionError === undefined ? {} : { 'X-Amz-Function-Error': result.functionError }),
    ...(tail ? { 'X-Amz-Log-Result': logTail(result) } : {}),
  });
  response.end(result.payload);
}

/** InvokeAsync of 2014, which AWS keeps for old clients. */
export async function invokeAsync(
  message: IncomingMessage,
  response: ServerResponse,
  path: FunctionPath,
  services: LambdaApiServices,
): Promise<void> {
  const { name } = knownFunction(path.functionName, path.qualifier, services);
  const payload = await payloadOf(message, 'Event');
  const headers = serviceHeaders(undefined, services);
  const call = { functionName: name, payload, traceHeader: headers.traceHeader };
  const requestId = await services.lambda.invokeAsync(call);
  response.writeHead(202, { ...headers.named(requestId), 'Content-Type': 'application/json', 'Content-Length': 2 });
  response.end('{}');
}

function empty(response: ServerResponse, statusCode: number, headers: Readonly<Record<string, string>>): void {
  response.writeHead(statusCode, statusCode === 204 ? headers : { ...headers, 'Content-Length': '0' });
  response.end();
}
