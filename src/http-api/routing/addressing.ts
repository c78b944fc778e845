import { GatewayError } from '../../model/http/gateway-error.ts';
import type { CustomDomain } from '../../model/definition/stage.ts';
import type { DomainArrival } from '../../model/http/arrival.ts';
import type { HttpApi } from '../../model/definition/http-api.ts';
import { requestedHost } from '../../model/http/requested-host.ts';
import { shownHost } from '../../model/http/shown-host.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { ClientRequest } from '../../model/http/messages.ts';
import { decodePath } from './decoded-path.ts';

/** How a request reached the stage: what of its path is left to match, and what events say of host and path. */
export interface Address {
  /** Without stage or mapping key, percent-encoded: what routes are matched against. */
  readonly routePath: string;
  /** With the stage, percent-encoded: what private integrations receive. */
  readonly stagePath: string;
  /** With the stage, decoded: `rawPath` of payload 2.0. */
  readonly rawPath: string;
  readonly domainName: string;
  readonly domainPrefix: string;
  /** `$context.customDomain.basePathMatched`. */
  readonly basePathMatched?: string;
}

/** Finds the stage a request means. Throws NOT_FOUND if there is none, FORBIDDEN where no mapping of a custom domain matches. */
export type Addressing = (request: ClientRequest) => Address;

/**
 * docs/aws/http-api.md#host-and-stage and docs/aws/http-api.md#custom-domains. A request that names the execute-api host is addressed by
 * stage even where a custom domain is configured.
 */
export function compileAddressing(api: HttpApi, region: string): Addressing {
  const executeApi = `${api.id}.execute-api.${region}.amazonaws.com`;
  const byStage = api.disableExecuteApiEndpoint ? refuseEndpoint : stageAddressing(api, executeApi);
  const { customDomain } = api;
  const byItself = customDomain ? byHost(api, customDomain, executeApi, byStage) : byStage;
  return (request) => {
    const { arrival } = request;
    if (arrival === undefined) return byItself(request);
    return arrival.by === 'domain' ? behindDomain(api.stage.name, arrival) : byStage(request);
  };
}

function byHost(api: HttpApi, customDomain: CustomDomain, executeApi: string, byStage: Addressing): Addressing {
  const byMapping = mappingAddressing(api, customDomain.basePaths, customDomain.domainName ?? executeApi);
  return (request) => (requestedHost(request.headers) === executeApi ? byStage(request) : byMapping(request));
}

function refuseEndpoint(): never {
  throw new GatewayError('NOT_FOUND', {
    reason:
      'The execute-api endpoint of this API is disabled (disableExecuteApiEndpoint), and no custom domain is configured',
  });
}

function stageAddressing(api: HttpApi, domainName: string): Addressing {
  const domainPrefix = api.id;
  const stage = api.stage.name;
  // Written out for every request, since spreading one object into another costs more than the rest of this.
  const address = (path: string, routePath: string): Address => ({
    routePath,
    stagePath: path,
    rawPath: decodePath(path),
    domainName,
    domainPrefix,
  });
  if (stage === '$default') return ({ rawPath }) => address(rawPath, rawPath);
  return ({ rawPath }) => {
    const routePath = afterPrefix(rawPath, stage);
    if (routePath !== undefined) return address(rawPath, routePath);
    throw new GatewayError('NOT_FOUND', {
      reason: `The path ${rawPath} does not begin with the stage: expected /${stage}/…`,
    });
  };
}

function mappingAddressing(api: HttpApi, basePaths: readonly string[], domainName: string): Addressing {
  const fixed = hostOf(domainName);
  const longestFirst = [...basePaths].sort((a, b) => b.length - a.length);
  return ({ rawPath, headers }) => {
    const shown = shownHost(domainName, api.id, firstHeader(headers, 'host'));
    const host = shown === domainName ? fixed : hostOf(shown);
    for (const basePathMatched of longestFirst) {
      const routePath = basePathMatched === '' ? rawPath : afterPrefix(rawPath, basePathMatched);
      if (routePath === undefined) continue;
      return { ...behindMapping(api.stage.name, routePath), ...host, basePathMatched };
    }
    throw new GatewayError('FORBIDDEN', {
      reason: `No mapping of the custom domain matches ${rawPath}: there are ${longestFirst.map((key) => `/${key}`).join(', ')}`,
    });
  };
}

/** Observed 2021: behind a mapping, rawPath has the stage that the caller never sent, and not the mapping key. */
function behindMapping(stage: string, routePath: string): Pick<Address, 'routePath' | 'stagePath' | 'rawPath'> {
  const stagePath = stage === '$default' ? routePath : `/${stage}${routePath}`;
  return { routePath, stagePath, rawPath: decodePath(stagePath) };
}

/** The domain has chosen API and stage already (docs/aws/domains.md#http-api). */
function behindDomain(stage: string, { path, domainName, basePath }: DomainArrival): Address {
  const address = { ...behindMapping(stage, path), ...hostOf(domainName) };
  return basePath === undefined ? address : { ...address, basePathMatched: basePath };
}

function hostOf(domainName: string): Pick<Address, 'domainName' | 'domainPrefix'> {
  return { domainName, domainPrefix: domainName.split('.', 1)[0] ?? '' };
}

/** What follows a prefix that ends at a segment boundary; `/` when nothing does. */
function afterPrefix(path: string, prefix: string): string | undefined {
  let start = 0;
  while (path.charCodeAt(start) === 0x2f) start += 1;
  if (!path.startsWith(prefix, start)) return undefined;
  const end = start + prefix.length;
  if (end === path.length) return '/';
  return path.charCodeAt(end) === 0x2f ? path.slice(end) : undefined;
}
