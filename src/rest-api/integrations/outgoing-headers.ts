import { GatewayError } from '../../model/http/gateway-error.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import type { RoutedCall } from '../call/call.ts';
import { withForwardedHeaders } from '../call/forwarded-headers.ts';
import { allowedHeaders } from '../transform/mapped-parameters.ts';
import { unsendableHeader } from '../responses/unsendable-header.ts';

type MappedHeaders = ReadonlyMap<string, readonly string[]>;
type Outgoing = Map<string, { readonly name: string; readonly values: readonly string[] }>;

/**
 * Not passed on by HTTP_PROXY unless mapped (recorded: docs/aws/rest-api-observed.md#request-headers; the override header:
 * docs/aws/rest-api.md#url-and-parameter-rules).
 */
const NOT_PASSED_ON = new Set(['host', 'content-encoding', 'via', 'x-http-method-override']);

/**
 * Headers to a backend behind `HTTP`: the gateway's own and the mapped ones, nothing of the client's (recorded:
 * docs/aws/rest-api-observed.md#request-headers).
 */
export function httpHeaders(call: RoutedCall, mapped: MappedHeaders, hasBody: boolean): HeaderList {
  const headers: Outgoing = new Map();
  put(headers, 'Accept', 'application/json');
  put(headers, 'User-Agent', userAgent(call));
  if (hasBody) put(headers, 'Content-Type', call.headers.lastOf('content-type') ?? 'application/json');
  for (const [lowerName, header] of allowedHeaders(mapped, 'http')) headers.set(lowerName, header);
  put(headers, 'X-Amzn-Apigateway-Api-Id', call.deployment.api.id);
  put(headers, 'X-Amzn-Trace-Id', call.traceHeader);
  return listOf(headers);
}

/**
 * Headers to a backend behind `HTTP_PROXY`: the client's, repeats joined, with mapped ones in their place (recorded:
 * docs/aws/rest-api-observed.md#request-headers, docs/aws/rest-api-observed.md#http). The forwarding chain is sent along
 * (docs/aws/rest-api.md#headers-dropped-or-renamed).
 */
export function httpProxyHeaders(call: RoutedCall, mapped: MappedHeaders): HeaderList {
  const headers: Outgoing = new Map();
  for (const header of withForwardedHeaders(call.headers, call.client, call.traceHeader)) {
    if (NOT_PASSED_ON.has(header.lowerName)) continue;
    headers.set(header.lowerName, { name: header.name, values: [header.values.join(',')] });
  }
  for (const [lowerName, header] of allowedHeaders(mapped, 'http')) headers.set(lowerName, header);
  put(headers, 'X-Amzn-Apigateway-Api-Id', call.deployment.api.id);
  return listOf(headers);
}

/**
 * Headers to an AWS service: it answers JSON where it can, because the gateway asks for it (recorded:
 * docs/aws/rest-api-observed.md#service-integrations).
 */
export function serviceHeaders(call: RoutedCall, mapped: MappedHeaders): HeaderList {
  const headers: Outgoing = new Map();
  put(headers, 'Accept', 'application/json');
  put(headers, 'User-Agent', userAgent(call));
  for (const [lowerName, header] of allowedHeaders(mapped, 'aws')) headers.set(lowerName, header);
  put(headers, 'x-amzn-apigateway-api-id', call.deployment.api.id);
  put(headers, 'X-Amzn-Trace-Id', call.traceHeader);
  return listOf(headers);
}

function userAgent(call: RoutedCall): string {
  return `AmazonAPIGateway_${call.deployment.api.id}`;
}

function put(headers: Outgoing, name: string, value: string): void {
  headers.set(name.toLowerCase(), { name, values: [value] });
}

/** Several values of one header go out joined with a comma (docs/aws/rest-api.md#parameter-mapping). */
function listOf(headers: Outgoing): HeaderList {
  const list = [...headers.values()].map(({ name, values }) => [name, values.join(',')] as const);
  const refused = unsendableHeader(list);
  if (refused === undefined) return list;
  throw new GatewayError('API_CONFIGURATION_ERROR', {
    reason: `The header ${JSON.stringify(refused)} cannot be sent: its name or value has characters that HTTP does not allow`,
  });
}
