import type { HeaderList } from '../model/messages.ts';
import type { Call } from './call.ts';

/** On every response (recorded: rest-api-observed 2). Date, Connection and Content-Length come from the server. */
export function serviceHeaders(call: Call): HeaderList {
  return [
    ['x-amzn-RequestId', call.requestId],
    ['x-amz-apigw-id', call.extendedRequestId],
  ];
}
