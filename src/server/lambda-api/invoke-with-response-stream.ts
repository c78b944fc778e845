import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { InvocationResult, StreamingResult } from '../../model/lambda/invocation.ts';
import { eventStreamMessage } from './event-stream.ts';
import type { FunctionPath } from './function-path.ts';
import { invokeParameters, payloadOf } from './invoke-request.ts';
import { logTail } from './log-tail.ts';
import { serviceHeaders } from './service-headers.ts';
import type { LambdaApiServices } from './services.ts';

/**
 * InvokeWithResponseStream (docs/aws/lambda.md#invoke-with-response-stream): `PayloadChunk` messages as the function writes, raw bytes with
 * a metadata prelude and all, then one `InvokeComplete`. A caller who goes away does not stop the function.
 */
export async function invokeWithResponseStream(
  message: IncomingMessage,
  response: ServerResponse,
  path: FunctionPath,
  services: LambdaApiServices,
): Promise<void> {
  const types = ['RequestResponse', 'DryRun'] as const;
  const { type, tail, call } = invokeParameters(message, path.functionName, path.qualifier, types, services);
  const payload = await payloadOf(message, type);
  const headers = serviceHeaders(call.traceHeader, services);
  if (type === 'DryRun') {
    response.writeHead(204, headers.named(services.ids.uuid()));
    response.end();
    return;
  }
  const result = await services.lambda.invokeStreaming({ ...call, payload, traceHeader: headers.traceHeader });
  response.writeHead(200, {
    ...headers.named(result.requestId),
    'Content-Type': 'application/vnd.amazon.eventstream',
    'X-Amz-Executed-Version': '$LATEST',
    'X-Amzn-Remapped-Content-Type': result.contentType,
  });
  response.flushHeaders();
  // A caller that disconnects is not an error.
  await pipeline(messagesOf(result, tail), response).catch(() => undefined);
}

async function* messagesOf({ body, finished }: StreamingResult, tail: boolean): AsyncGenerator<Buffer> {
  try {
    for await (const chunk of body as AsyncIterable<Buffer>) {
      yield eventMessage('PayloadChunk', 'application/octet-stream', chunk);
    }
  } catch {
    // The function broke off; InvokeComplete gives the reason.
  }
  yield eventMessage('InvokeComplete', 'application/json', Buffer.from(completion(await finished, tail)));
}

/** The error's code is unproven; members of a fine invocation are omitted, as SDKs expect them optional. */
function completion(result: InvocationResult, tail: boolean): string {
  return JSON.stringify({
    ...(result.functionError === undefined ? {} : { ErrorCode: result.functionError, ErrorDetails: result.payload }),
    ...(tail ? { LogResult: logTail(result) } : {}),
  });
}

function eventMessage(eventType: string, contentType: string, payload: Uint8Array): Buffer {
  return eventStreamMessage(
    { ':event-type': eventType, ':content-type': contentType, ':message-type': 'event' },
    payload,
  );
}
