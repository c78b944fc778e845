import type { ExchangeRecord } from '../../../../observability/record/exchange-record.ts';
import type { Inputs } from './inputs.ts';

/** What a template of an exchange could read: the request's, or for a template of its way back what the integration answered. */
export function inputsOf(
  exchange: ExchangeRecord,
  side: 'request' | 'response',
  stage: string,
): Pick<Inputs, 'body' | 'params' | 'context'> {
  const { request, message, mappings = [] } = exchange;
  const sent = message ?? request?.body ?? '';
  return {
    body: side === 'response' ? (mappings.at(-1)?.input ?? exchange.response?.body ?? '') : (sent ?? ''),
    params: JSON.stringify(paramsOf(exchange, stage), null, 2),
    context: JSON.stringify(contextOf(exchange, stage), null, 2),
  };
}

function paramsOf({ request, routeKey = '' }: ExchangeRecord, stage: string): object {
  if (request === undefined) return { path: {}, querystring: {}, header: {} };
  return {
    path: pathParameters(routeKey, request.path, stage),
    querystring: Object.fromEntries(new URLSearchParams(request.query)),
    header: Object.fromEntries(request.headers),
  };
}

/** By the template of the route: `GET /orders/{id}`, `ANY /{proxy+}`. */
function pathParameters(routeKey: string, path: string, stage: string): Record<string, string> {
  const template = routeKey.slice(routeKey.indexOf(' ') + 1);
  const own = path.startsWith(`/${stage}/`) ? path.slice(stage.length + 1) : path;
  const names: string[] = [];
  const pattern = template
    .replaceAll(/[.*+?^$()|[\]\\]/g, '\\$&')
    .replaceAll(/\{([^}]+?)(\\\+)?\}/g, (_, name: string, all) => {
      names.push(name);
      return all === undefined ? '([^/]+)' : '(.+)';
    });
  const found = new RegExp(`^${pattern}/?$`).exec(own);
  return Object.fromEntries(names.map((name, index) => [name, decoded(found?.[index + 1] ?? '')]));
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function contextOf(exchange: ExchangeRecord, stage: string): object {
  const { id, method, path, routeKey = '', startedAt, request, authorizer, connectionId, apiType } = exchange;
  const common = { requestId: id, requestTimeEpoch: startedAt, stage };
  const { context = {}, claims, principalId } = authorizer ?? {};
  const given = { ...context, ...(claims && { claims }), ...(principalId !== undefined && { principalId }) };
  const caller = Object.keys(given).length > 0 ? { authorizer: given } : {};
  if (apiType === 'websocket') return { ...common, connectionId, eventType: method, routeKey, ...caller };
  const agent = request?.headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1];
  return {
    ...common,
    httpMethod: method,
    path,
    resourcePath: routeKey.slice(routeKey.indexOf(' ') + 1),
    identity: { sourceIp: request?.sourceIp, ...(agent !== undefined && { userAgent: agent }) },
    ...caller,
  };
}
