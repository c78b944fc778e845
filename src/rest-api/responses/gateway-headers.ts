import type { Call } from '../call/call.ts';

/**
 * On every response, which others may be added to (recorded: docs/aws/rest-api-observed.md#headers-on-every-response). Date, Connection and
 * Content-Length come from the server.
 */
export function gatewayHeaders(call: Call): (readonly [name: string, value: string])[] {
  return [
    ['x-amzn-RequestId', call.requestId],
    ['x-amz-apigw-id', call.extendedRequestId],
  ];
}
