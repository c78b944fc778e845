import type { GatewayError } from '../../model/http/gateway-error.ts';
import type { ClientResponse } from '../../model/http/messages.ts';
import type { Call } from '../call/call.ts';
import { STOCK_FAULTS, stockBody, stockContentType } from './faults.ts';
import type { Fault } from '../call/fault.ts';
import { gatewayHeaders } from './gateway-headers.ts';
import type { GatewayResponses } from './gateway-responses.ts';

/**
 * The one place where a refusal or failure of the gateway becomes a response: the API's gateway response for it where there is one, AWS's own
 * otherwise. The header set is the recorded one, without a trace id (docs/aws/rest-api-observed.md#error-catalogue, notes);
 * `x-amzn-ErrorType` stays on customised ones.
 */
export function renderFault(call: Call, error: GatewayError, gatewayResponses: GatewayResponses): ClientResponse {
  const stock = STOCK_FAULTS[error.kind];
  const { clientMessage, errorType, validationErrorString } = error.options;
  const fault: Fault = {
    ...(stock.responseType === undefined ? {} : { responseType: stock.responseType }),
    message: clientMessage === undefined ? stock.message : clientMessage,
    ...(validationErrorString === undefined ? {} : { validationErrorString }),
  };
  call.facts.fault = fault;
  call.facts.failure = error.kind;
  call.facts.reason = error.message;
  const custom = gatewayResponses.render(call, fault, stock);
  const headers = custom?.headers ?? [];
  const contentType = headers.some(([name]) => name.toLowerCase() === 'content-type')
    ? []
    : [['Content-Type', custom?.contentType ?? stockContentType(stock)] as const];
  const sentErrorType = errorType ?? stock.errorType;
  const wwwAuthenticate = error.options.wwwAuthenticate;
  return {
    statusCode: custom?.statusCode ?? stock.statusCode,
    headers: [
      ...gatewayHeaders(call),
      ...(sentErrorType === undefined ? [] : [['x-amzn-ErrorType', sentErrorType] as const]),
      ...contentType,
      ...(wwwAuthenticate === undefined ? [] : [['WWW-Authenticate', wwwAuthenticate] as const]),
      ...headers,
    ],
    body: custom?.body ?? stockBody(stock.frame, fault.message),
  };
}
