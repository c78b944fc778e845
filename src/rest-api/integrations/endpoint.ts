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
   * The URL of one call: the URI's own query first, then the given parameters (recorded: docs/aws/rest-api-observed.md#http).
   *
   * @throws {GatewayError} a 500 when what results is not an address.
   */
  url(call: RoutedCall, path: ReadonlyMap<string, string>, query: Iterable<readonly [string, string]>): EndpointUrl;
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
    url(call, path, query) {
      const filled = template.fill(call.stageVariables, path);
      const address = /^(https?:\/\/)([^/?#\s@]+)([^#\s]*)/i.exec(filled);
      const [, scheme = '', host = '', rest = ''] = address ?? [];
      if (host === '' || host.startsWith(':')) throw invalidAddress(filled);
      const base = names.map((name) => vpcLinks[fillStageVariables(name, call.stageVariables)]).find(Boolean);
      const stage = hasBalancer ? `/${call.deployment.api.stage.name}` : '';
      const added = formatQuery(query);
      const separator = added === '' ? '' : rest.includes('?') ? '&' : '?';
      return {
        url: `${base === undefined ? `${scheme}${host}` : base.replace(/\/$/, '')}${stage}${rest}${separator}${added}`,
        ...(base === undefined ? {} : { host }),
      };
    },
  };
}

/** Name and value pairs, repeated names kept. */
export function* pairsOf(
  parameters: ReadonlyMap<string, readonly string[]>,
): Generator<readonly [name: string, value: string]> {
  for (const [name, values] of parameters) for (const value of values) yield [name, value];
}
