import type { Integration } from '../../model/definition/integration.ts';
import { formatQuery } from '../../model/http/query-string.ts';
import { fillStageVariables } from '../../model/definition/stage-variables.ts';
import type { RoutedCall } from '../call/call.ts';
import { compileUri } from '../transform/uri-template.ts';
import { invalidAddress } from '../responses/backend-failures.ts';

/** Where an HTTP integration's requests go. */
export interface Endpoint {
  /** As configured. */
  readonly uri: string;
  /**
   * The URL of one call: the URI's own query first, then the given parameters (recorded: docs/aws/rest-api-observed.md#http). `wholePath`
   * stands in place of the path and of the stage before it.
   *
   * @throws {GatewayError} a 500 when what results is not an address.
   */
  url(
    call: RoutedCall,
    path: ReadonlyMap<string, string>,
    query: Iterable<readonly [string, string]>,
    wholePath?: string,
  ): EndpointUrl;
}

export interface EndpointUrl {
  readonly url: string;
  /** The host that the URI names, where a VPC link's local stand-in is called instead of it (docs/aws/rest-api.md#private-integration). */
  readonly host?: string;
}

/**
 * Compiles the URI and, for a private integration, the link: the local base URL of the load balancer, else of the link, replaces scheme and
 * host. Before a load balancer the stage begins the path (docs/aws/sigv4a-and-2025.md#alb-integrations).
 */
export function compileEndpoint(integration: Integration, vpcLinks: Readonly<Record<string, string>>): Endpoint {
  const uri = integration.uri ?? '';
  const template = compileUri(uri);
  const isPrivate = integration.connectionType === 'VPC_LINK';
  const names = isPrivate
    ? [integration.integrationTarget, integration.connectionId].filter((name) => name !== undefined)
    : [];
  const hasBalancer = isPrivate && integration.integrationTarget !== undefined;
  return {
    uri,
    url(call, path, query, wholePath) {
      const filled = template.fill(call.stageVariables, path);
      const address = /^(https?:\/\/)([^/?#\s@]+)([^#\s]*)/i.exec(filled);
      const [, scheme = '', host = '', rest = ''] = address ?? [];
      if (host === '' || host.startsWith(':')) throw invalidAddress(filled);
      const base = names.map((name) => vpcLinks[fillStageVariables(name, call.stageVariables)]).find(Boolean);
      const stage = hasBalancer ? `/${call.deployment.api.stage.name}` : '';
      const sent = wholePath === undefined ? `${stage}${rest}` : withPath(rest, wholePath);
      const added = formatQuery(query);
      const separator = added === '' ? '' : sent.includes('?') ? '&' : '?';
      return {
        url: `${base === undefined ? `${scheme}${host}` : base.replace(/\/$/, '')}${sent}${separator}${added}`,
        ...(base === undefined ? {} : { host }),
      };
    },
  };
}

/** The path in place of that of `rest`, whose query stays. A template may write anything into it, so what cannot stand in a URL is escaped. */
function withPath(rest: string, path: string): string {
  const escaped = path.replace(/[^\x21-\x7e]|["#<>?\\^`{|}]/gu, encodeURIComponent);
  const question = rest.indexOf('?');
  return `${escaped.startsWith('/') ? '' : '/'}${escaped}${question === -1 ? '' : rest.slice(question)}`;
}

/** Name and value pairs, repeated names kept. */
export function* pairsOf(
  parameters: ReadonlyMap<string, readonly string[]>,
): Generator<readonly [name: string, value: string]> {
  for (const [name, values] of parameters) for (const value of values) yield [name, value];
}
