import { responseTypeOf } from '../../model/http/gateway-error.ts';
import type { GatewayError } from '../../model/http/gateway-error.ts';
import type { ClientResponse } from '../../model/http/messages.ts';
import type { Call, ConnectCall, MessageCall } from '../call/call.ts';
import type { Fault } from '../call/fault.ts';
import { STOCK_FAULTS } from './faults.ts';

/** Keeps with a call what went wrong with it: for the client, the access log and the journal. */
export function keepFault(call: Call, error: GatewayError): Fault {
  const { statusCode, message } = STOCK_FAULTS[error.kind];
  const { clientMessage, validationErrorString } = error.options;
  const fault: Fault = {
    responseType: responseTypeOf(error.kind),
    statusCode,
    message: clientMessage ?? message,
    // AWS's frames are fixed; this failure is not one of AWS's.
    stockMessage: error.kind === 'NOT_RUN_HERE' ? (clientMessage ?? message) : message,
    validationErrorString,
  };
  call.record.error = error;
  call.record.fault = fault;
  return fault;
}

/** Refuses a handshake: status, a short JSON body, and the request id. */
export function handshakeRefusal(call: ConnectCall, error: GatewayError): ClientResponse {
  const { statusCode, message } = keepFault(call, error);
  return refusal(statusCode, message, call.requestId);
}

/** A refusal with that status and message; also for a `$connect` integration that said no. */
export function refusal(statusCode: number, message: string, requestId: string): ClientResponse {
  return {
    statusCode,
    headers: [
      ['Content-Type', 'application/json'],
      ['x-amzn-RequestId', requestId],
    ],
    body: JSON.stringify({ message }),
  };
}

/**
 * The frame for a failed message; the connection stays open. One blank after `"message":`, none after the other colons
 * (recorded, docs/aws/websocket-api.md#error-frames). A message that its model refuses is named by its message id instead of the request id
 * (documented).
 */
export function errorFrame(call: MessageCall, error: GatewayError): string {
  const message = JSON.stringify(keepFault(call, error).stockMessage);
  const connectionId = JSON.stringify(call.connection.id);
  if (error.kind === 'BAD_REQUEST_BODY')
    return `{"message": ${message}, "connectionId":${connectionId}, "messageId":${JSON.stringify(call.messageId)}}`;
  return `{"message": ${message}, "connectionId":${connectionId}, "requestId":${JSON.stringify(call.requestId)}}`;
}
