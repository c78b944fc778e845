import type { Call } from '../call/call.ts';

/** On every response, which others may be added to (recorded: rest-api-observed 2). Date, Connection and Content-Length come from the server. */
export function gatewayHeaders(call: Call): (readonly [name: string, value: string])[] {
  return [
    ['x-amzn-RequestId', call.requestId],
    ['x-amz-apigw-id', call.extendedRequestId],
  ];
}
