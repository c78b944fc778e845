import { Readable } from 'node:stream';
import type { BackendRequest, BackendResponse } from '../../integrations/contract.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { formatQuery } from '../../model/http/query-string.ts';
import type { HttpExchange } from '../call/exchange.ts';
import type { IntegrationResult } from '../call/results.ts';
import { boundedStream, requestBody, stopReading } from '../call/request-body.ts';
import type { Integrate } from './contract.ts';
import { backendFailure } from '../responses/backend-failures.ts';
import { backendHeaders, endToEndHeaders } from './backend-headers.ts';
import { backendUrl } from './backend-url.ts';
import type { LocateBackend } from './backend-url.ts';
import type { IntegrationSettings } from './settings.ts';
import { compileRequestMapping } from './request-mapping.ts';
import type { MappedParts } from './request-mapping.ts';

/** Passes a request on to an HTTP backend and its answer back; neither body is held, unless a mapping looks into it. */
export function compileBackendCall(settings: IntegrationSettings, locate: LocateBackend): Integrate {
  const { integration, services } = settings;
  const mapping = compileRequestMapping(settings);
  const method = integration.httpMethod === 'ANY' ? undefined : integration.httpMethod;
  const serverNameToVerify = integration.tlsConfig?.serverNameToVerify;
  return (exchange) => {
    if (!mapping?.readsBody) return pass(exchange);
    const body = requestBody(exchange);
    return body instanceof Promise ? body.then(() => pass(exchange)) : pass(exchange);
  };

  async function pass(exchange: HttpExchange): Promise<IntegrationResult> {
    const lines = backendHeaders(exchange);
    const parts: MappedParts | undefined = mapping?.apply(exchange, lines);
    const { client } = exchange;
    const query = parts === undefined || parts.query === exchange.query ? client.rawQuery : formatQuery(parts.query);
    const { body, headers } = bodyOf(exchange, parts?.headers ?? lines);
    const request: BackendRequest = {
      method: method ?? client.method,
      url: backendUrl(locate(exchange), parts?.path, query),
      headers,
      body,
      timeoutMs: integration.timeoutInMillis,
      serverNameToVerify,
      streamResponse: true,
      signal: client.signal,
    };
    const begun = services.clock.now();
    try {
      const response = await services.http.call(request);
      exchange.call.serviceStatus = response.statusCode;
      if (response.body instanceof Readable) response.body.once('close', () => stopReading(request.body));
      return resultOf(response);
    } catch (error) {
      const cut = body instanceof Readable ? body.errored : null;
      stopReading(body);
      throw backendFailure(cut ?? error);
    } finally {
      exchange.call.latencyMs = services.clock.now() - begun;
    }
  }
}

/** A body of known length keeps its Content-Length while it streams. */
function bodyOf(exchange: HttpExchange, headers: HeaderList): Pick<BackendRequest, 'body' | 'headers'> {
  const { body } = exchange.client;
  if (!(body instanceof Readable)) return { body, headers };
  const length = exchange.headers['content-length'];
  return {
    body: boundedStream(body),
    headers: length === undefined ? headers : [...headers, ['Content-Length', length]],
  };
}

/** Status, headers and body pass unchanged; redirects are the client's to follow. */
export function resultOf({ statusCode, headers, body }: BackendResponse): IntegrationResult {
  const contentLength = firstHeader(headers, 'content-length');
  const endToEnd = endToEndHeaders(headers);
  if (contentLength === undefined) return { statusCode, headers: endToEnd, body };
  return { statusCode, headers: endToEnd, body, contentLength };
}
