import type { Api } from '../../model/definition/api.ts';
import type { Model } from '../../model/definition/model.ts';
import { clientUrl, urlHost } from '../apis/urls.ts';
import { domainsOf } from './domains-of.ts';

export interface EdgeUrl {
  /** Name of the API. */
  readonly api: string;
  /** By a name. Browsers and curl find every name that ends with `.localhost`; others need an entry in the hosts file. */
  readonly url: string;
  /** For clients that cannot resolve such names, as Node on some systems; of each API once. */
  readonly byPath?: string;
}

/** Every API by its name, then by the domains that lead to it. A wildcard domain has no URL of its own. */
export function edgeUrls(model: Model, host: string, port: number, secure: boolean): EdgeUrl[] {
  const byName = model.apis.map((api) => ({
    api: api.name,
    url: clientUrl(api, hostOf(api), port, secure),
    byPath: `${origin(api, host, port, secure)}/_aws/execute-api/${api.id}${stagePath(api)}`,
  }));
  const byDomain = domainsOf(model).flatMap(({ name, mappings, routingMode }) =>
    (name.startsWith('*') || routingMode === 'rules' ? [] : mappings).flatMap(
      ({ basePath, api: mapped, stageInPath }) => {
        const api = model.apis.find((each) => each.name === mapped);
        if (api === undefined) return [];
        const start = origin(api, name, port, secure);
        const path = [basePath, stageInPath ?? ''].filter((part) => part !== '').map((part) => `/${part}`);
        return [{ api: mapped, url: `${start}${path.join('')}` }];
      },
    ),
  );
  return [...byName, ...byDomain];
}

/** A stage of a template's API is called `id/stage`, which no host can be. */
function hostOf({ id, name }: Api): string {
  const own = `${name.toLowerCase()}.localhost`;
  return isHostName(own) ? own : `${id}.execute-api.localhost`;
}

function origin(api: Api, host: string, port: number, secure: boolean): string {
  return `${api.type === 'websocket' ? 'ws' : 'http'}${secure ? 's' : ''}://${urlHost(host)}:${port}`;
}

function stagePath({ stage }: Api): string {
  return stage.name === '$default' ? '' : `/${stage.name}`;
}

/**
 * Host names that a certificate of the edge has to cover. Each API by itself: clients refuse `*.localhost`, as they do `*.com`. None
 * without an edge.
 */
export function edgeNames(model: Model): string[] {
  if (model.edge === undefined) return [];
  const own = model.apis.map(hostOf);
  return [...new Set(['*.execute-api.localhost', ...own, ...domainsOf(model).map(({ name }) => name)])].filter(
    isHostName,
  );
}

function isHostName(name: string): boolean {
  return /^[a-z0-9*._-]+$/.test(name);
}
