import type { Domain } from '../../model/definition/domain.ts';
import type { Arrival } from '../../model/http/arrival.ts';
import { hostWithoutPort } from '../../model/http/requested-host.ts';
import { firstHeader } from '../../model/http/messages.ts';
import type { ClientRequest } from '../../model/http/messages.ts';
import { hasDeepKey } from './base-path.ts';
import { compileDomainRouter } from './domain-router.ts';
import type { DomainRouter } from './domain-router.ts';

/** As much of an API as its choice takes. */
export interface EdgeApi {
  readonly id: string;
  readonly name: string;
  /** Several stages of one API are served as APIs with the same id. */
  readonly stage: { readonly name: string };
}

export type EdgeChoice = {
  /** Of the domain that the host names: path of the truststore that has to vouch for the client, whatever the answer is. */
  readonly truststore?: string;
} &
  /** Without `arrival` the API reads host and path itself, as on its own port. `rawPath` is what the API gets as path. */
  (
    | { readonly api: string; readonly rawPath: string; readonly arrival?: Arrival }
    /** What every domain answers itself (docs/aws/domains.md#refusals). */
    | { readonly healthy: true }
    | { readonly refused: string }
  );

/** Finds the API that a request to the one port means. */
export type EdgeRouter = (request: Pick<ClientRequest, 'rawPath' | 'headers'>) => EdgeChoice;

/** For clients that cannot resolve host names. */
const BY_PATH = /^\/+_aws\/execute-api\/([^/]+)(\/.*)?$/;
const EXECUTE_API = /^([a-z0-9]+)\.execute-api\.(?:localhost|[a-z0-9-]+\.amazonaws\.com(?:\.cn)?(?:\.localhost)?)$/;
const DEFAULT_STAGE = /^\/(?:\$|%24)default(?=\/|$)/;

/** A domain by its exact name, else by its wildcard; then execute-api names, then the names of the APIs. */
export function compileEdgeRouter(apis: readonly EdgeApi[], domains: readonly Domain[]): EdgeRouter {
  const byId = new Map<string, readonly EdgeApi[]>();
  for (const api of apis) byId.set(api.id, [...(byId.get(api.id) ?? []), api]);
  const byName = new Map(apis.map(({ name }) => [`${name.toLowerCase()}.localhost`, name]));
  const byDomain = new Map(domains.map((domain) => [domain.name, compileDomain(domain)]));
  const endpoint = (id: string, rawPath: string): EdgeChoice => {
    const api = stageOf(byId.get(id) ?? [], rawPath);
    if (api === undefined)
      return { refused: `There is no API with the id "${id}": there are ${[...byId.keys()].join(', ')}` };
    return { api: api.name, rawPath, arrival: { by: 'endpoint' } };
  };
  return ({ rawPath, headers }) => {
    const host = hostWithoutPort(firstHeader(headers, 'host')) ?? '';
    const domain = byDomain.get(host) ?? byDomain.get(`*${host.slice(Math.max(0, host.indexOf('.')))}`);
    if (domain !== undefined) return domain(host, rawPath, headers);
    const [, id, rest = '/'] = BY_PATH.exec(rawPath) ?? [];
    if (id !== undefined) return endpoint(id.toLowerCase(), rest.replace(DEFAULT_STAGE, '') || '/');
    const named = EXECUTE_API.exec(host)?.[1];
    if (named !== undefined) return endpoint(named, rawPath);
    const api = byName.get(host);
    if (api !== undefined) return { api, rawPath };
    return {
      refused: `No API is called "${host}". The names are ${[...byDomain.keys(), ...byName.keys()].join(', ')}`,
    };
  };
}

function compileDomain(domain: Domain) {
  const route: DomainRouter = compileDomainRouter(domain);
  const hasDeepMappings = hasDeepKey(domain.mappings.map(({ basePath }) => basePath));
  const trust = domain.truststore === undefined ? {} : { truststore: domain.truststore };
  return (host: string, rawPath: string, headers: ClientRequest['headers']): EdgeChoice => {
    if (rawPath === '/ping' || rawPath === '/sping') return { healthy: true, ...trust };
    const choice = route(rawPath, headers);
    if (choice === undefined) {
      return { refused: `Neither rule nor mapping of the domain ${domain.name} matches ${rawPath}`, ...trust };
    }
    const { api, ...matched } = choice;
    return { ...trust, api, rawPath, arrival: { by: 'domain', domainName: host, ...matched, hasDeepMappings } };
  };
}

/** Of the stages of one API the one that the path begins with, else `$default`, else the first, which refuses as AWS does. */
function stageOf(stages: readonly EdgeApi[], rawPath: string): EdgeApi | undefined {
  if (stages.length < 2) return stages[0];
  const segment = rawPath.split('/', 2)[1];
  const named = (wanted: string | undefined) => stages.find(({ stage }) => stage.name === wanted);
  return named(segment) ?? named('$default') ?? stages[0];
}
