import type { ClientRequest } from '../../model/http/messages.ts';
import { allHeaders } from '../../model/http/messages.ts';
import type { RequestHeader, RequestHeaders } from './request-headers.ts';

/**
 * The headers that every endpoint adds to what the client sent (recorded: docs/aws/rest-api-observed.md#header-names-in-events). API
 * Gateway is reached by https on port 443 only, so these are what a function sees whatever the local listener speaks.
 */
export function withForwardedHeaders(
  headers: RequestHeaders,
  client: ClientRequest,
  traceHeader: string,
): RequestHeader[] {
  const chain = allHeaders(client.headers, 'x-forwarded-for');
  chain.push(client.sourceIp);
  const list: RequestHeader[] = [];
  for (const header of headers) if (!ADDED.has(header.lowerName)) list.push(header);
  list.push(
    { lowerName: 'x-amzn-trace-id', name: 'X-Amzn-Trace-Id', values: [traceHeader] },
    { lowerName: 'x-forwarded-for', name: 'X-Forwarded-For', values: [chain.join(', ')] },
    FORWARDED_PORT,
    FORWARDED_PROTO,
  );
  return list;
}

const FORWARDED_PORT: RequestHeader = { lowerName: 'x-forwarded-port', name: 'X-Forwarded-Port', values: ['443'] };
const FORWARDED_PROTO: RequestHeader = { lowerName: 'x-forwarded-proto', name: 'X-Forwarded-Proto', values: ['https'] };

const ADDED = new Set(['x-amzn-trace-id', 'x-forwarded-for', 'x-forwarded-port', 'x-forwarded-proto']);
