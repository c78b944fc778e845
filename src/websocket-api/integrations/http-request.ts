import type { BackendRequest } from '../../integrations/contract.ts';
import type { Integration } from '../../model/definition/integration.ts';
import type { HeaderList } from '../../model/http/messages.ts';
import { formatQuery } from '../../model/http/query-string.ts';
import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import type { MappedParameters } from '../transform/request-parameters.ts';
import { percentEncode } from '../../model/http/percent-encoding.ts';

/**
 * The request to an HTTP backend. Headers as observed (docs/aws/websocket-api.md#integration-types): Content-Type, User-Agent, api id and
 * trace; a proxied handshake forwards its own as well, and mapped ones replace those of the same name.
 */
export function httpRequest(
  integration: Integration,
  text: string | null,
  mapped: MappedParameters,
  forwarded: HeaderList,
  call: Call,
  deployment: Deployment,
): BackendRequest {
  const method = methodOf(integration, call);
  const carriesBody = text !== null && method !== 'GET' && method !== 'HEAD';
  const own: HeaderList = [
    ['Content-Type', 'application/json'],
    ['User-Agent', `AmazonAPIGateway_${deployment.api.id}`],
  ];
  const always: HeaderList = [
    ['X-Amzn-Apigateway-Api-Id', deployment.api.id],
    ['X-Amzn-Trace-Id', call.traceHeader],
  ];
  return {
    method,
    url: urlOf(integration, mapped, deployment),
    headers: overlaid(overlaid(overlaid(own, forwarded), always), mapped.headers),
    body: carriesBody ? asBody(text, integration) : null,
    timeoutMs: integration.timeoutInMillis,
    streamResponse: false,
    ...(integration.tlsConfig?.insecureSkipVerification === true ? { insecureSkipVerification: true } : {}),
    ...(integration.tlsConfig?.serverNameToVerify === undefined
      ? {}
      : { serverNameToVerify: integration.tlsConfig.serverNameToVerify }),
  };
}

/** Without a method of its own, or with ANY, an integration keeps what the event would be as a request: a GET handshake, a POSTed message. */
function methodOf({ httpMethod }: Integration, call: Call): string {
  if (httpMethod !== undefined && httpMethod !== 'ANY') return httpMethod;
  return call.eventType === 'CONNECT' ? 'GET' : 'POST';
}

/** Base64 text becomes bytes where the integration converts to binary (docs/aws/websocket-api.md#binary). */
export function asBody(text: string, integration: Integration): string | Buffer {
  return integration.contentHandling === 'CONVERT_TO_BINARY' ? Buffer.from(text, 'base64') : text;
}

function urlOf(integration: Integration, mapped: MappedParameters, { services }: Deployment): string {
  let url = integration.uri ?? '';
  for (const [name, value] of mapped.path) url = url.replaceAll(`{${name}}`, () => percentEncode(value));
  const added = formatQuery(mapped.query);
  if (added !== '') url += `${url.includes('?') ? '&' : '?'}${added}`;
  const base =
    integration.connectionType === 'VPC_LINK' ? services.vpcLinks[integration.connectionId ?? ''] : undefined;
  return base === undefined ? url : behindLink(url, base);
}

/** A VPC link's local stand-in takes the place of scheme, host and port. */
function behindLink(url: string, base: string): string {
  const end = /^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i.exec(url)?.[0].length ?? 0;
  const rest = url.slice(end);
  return `${base.endsWith('/') ? base.slice(0, -1) : base}${rest.startsWith('/') || rest === '' ? '' : '/'}${rest}`;
}

function overlaid(under: HeaderList, over: HeaderList): HeaderList {
  const replaced = new Set(over.map(([name]) => name.toLowerCase()));
  return [...under.filter(([name]) => !replaced.has(name.toLowerCase())), ...over];
}
