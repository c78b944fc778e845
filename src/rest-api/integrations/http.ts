import type { BackendRequest } from '../../integrations/contract.ts';
import type { Integration } from '../../model/definition/integration.ts';
import type { RoutedCall } from '../call/call.ts';
import type { ResponseMapping } from './integration-response.ts';
import type { CompiledIntegration, PreparedRequest } from './contract.ts';
import { httpHeaders } from './outgoing-headers.ts';
import type { RequestMapping } from '../transform/parameter-mapping.ts';
import type { RequestBody } from '../transform/request-body.ts';
import { mapText } from '../call/execution-log.ts';
import { backendFailure } from '../responses/backend-failures.ts';
import { pairsOf } from './endpoint.ts';
import type { Endpoint } from './endpoint.ts';

/** `HTTP`: only what is mapped goes out, only what is mapped comes back (recorded: docs/aws/rest-api-observed.md#http). */
export function compileHttp(
  integration: Integration,
  endpoint: Endpoint,
  mapping: RequestMapping,
  requestBody: RequestBody,
  responses: ResponseMapping,
): CompiledIntegration {
  return {
    target: endpoint.uri,
    streams: false,
    mapRequest(call) {
      const mapped = mapping.evaluate(call);
      const body = requestBody.payload(call).bytes;
      const { header, path, querystring, wholePath } = requestBody.parameters(call, mapped);
      const headers = httpHeaders(call, header, body.length > 0);
      return sendTo(call, integration, {
        ...addressed(endpoint.url(call, path, pairsOf(querystring), wholePath), headers),
        body: body.length === 0 ? null : body,
        streamResponse: false,
      });
    },
    mapResponse: (call, result) => responses.map(call, result),
  };
}

/** URL and headers; the Host of a URI behind a VPC link is kept. */
export function addressed(
  to: { readonly url: string; readonly host?: string },
  headers: BackendRequest['headers'],
): Pick<BackendRequest, 'url' | 'headers'> {
  const named = to.host === undefined || headers.some(([name]) => name.toLowerCase() === 'host');
  return { url: to.url, headers: named ? headers : [...headers, ['Host', to.host]] };
}

/** The call to an HTTP backend, with what it gave for the logs. */
export function sendTo(
  call: RoutedCall,
  integration: Integration,
  request: Pick<BackendRequest, 'url' | 'headers' | 'body' | 'streamResponse'>,
): PreparedRequest {
  const { httpMethod, tlsConfig } = integration;
  const method = httpMethod === undefined || httpMethod === 'ANY' ? call.httpMethod : httpMethod;
  logRequest(call, request);
  return async () => {
    const response = await call.deployment.services.http
      .call({
        method,
        url: request.url,
        headers: request.headers,
        body: request.body,
        timeoutMs: integration.timeoutInMillis,
        insecureSkipVerification: tlsConfig?.insecureSkipVerification,
        serverNameToVerify: tlsConfig?.serverNameToVerify,
        streamResponse: request.streamResponse,
        signal: call.client.signal,
      })
      .catch((error: unknown) => {
        throw backendFailure(error, 'http');
      });
    call.facts.integrationStatus = response.statusCode;
    const { statusCode, headers, body } = response;
    return { statusCode, selection: String(statusCode), headers, body };
  };
}

function logRequest(call: RoutedCall, request: Pick<BackendRequest, 'url' | 'headers' | 'body'>): void {
  const { log } = call;
  if (!log) return;
  if (log.tracesData) {
    log.data('Endpoint request URI', request.url);
    log.data('Endpoint request headers', mapText(request.headers));
    const body = Buffer.isBuffer(request.body) ? request.body.toString() : '';
    log.data('Endpoint request body after transformations', body);
  }
  log.info(`Sending request to ${request.url}`);
}
