import type { Api } from '../../../model/definition/api.ts';
import { fail } from '../../../model/base/errors.ts';
import type { LambdaFunction } from '../../../model/definition/function.ts';
import { userPoolIssuer } from '../../../model/definition/user-pools.ts';
import type { Model } from '../../../model/definition/model.ts';
import { checkQuotas } from '../check/quotas.ts';
import type { Config } from '../definition/config.ts';
import type { Place } from '../shape/place.ts';
import type { WrittenApi } from './context/api-common.ts';
import type { BuildContext } from './context/context.ts';
import { buildCredentials } from './functions/credentials.ts';
import { buildFunction } from './functions/build-functions.ts';
import { buildHttpApi } from './apis/http-api.ts';
import type { DocumentParts } from './apis/open-api-documents.ts';
import { assignPorts, checkPorts, edgeOf, type PortOptions, type Ports } from './settings/ports.ts';
import type { Base } from '../laid-over/base.ts';
import { buildProcesses } from './functions/processes.ts';
import { buildDomains, type KnownApis } from './settings/domains.ts';
import { buildSharedState } from './settings/shared-state.ts';
import { buildRestApi } from './apis/rest-api.ts';
import { buildWebSocketApi } from './apis/websocket-api.ts';

export interface ModelInput {
  readonly config: Config;
  readonly place: Place;
  readonly context: BuildContext;
  readonly options: PortOptions & { readonly only?: readonly string[] };
  readonly documents: ReadonlyMap<string, DocumentParts>;
  /** The input that the configuration is laid over. */
  readonly base?: Base | undefined;
}

/** The model that a configuration means, but for its files and environment. Throws `API_UNKNOWN` for an unknown name in `only`. */
export function buildModel(input: ModelInput): Omit<Model, 'env' | 'files' | 'endpoints'> {
  const { config, place, context, options, base } = input;
  const written = Object.entries(config.apis ?? {});
  const chosen = choose(written, [...place.at('apis').keys, ...(base?.apiNames ?? [])], options.only);
  // Without --port the URLs stay those of the whole file, whichever APIs are served.
  const counted = options.port === undefined ? written : chosen;
  const ports = assignPorts(config, counted.length, place, options);
  const portOf = (name: string, own: number | undefined): number =>
    (options.port === undefined ? own : undefined) ?? ports.apis[counted.findIndex(([other]) => other === name)] ?? 0;

  const functions = buildFunctions(input, ports);
  const apis = chosen.map(([name, api]) => buildApi(name, api, portOf(name, api.port), input));
  checkApiIds(apis, place.at('apis'));
  checkNames(chosen, place.at('apis'));
  for (const [index, api] of apis.entries()) checkQuotas(api, place.at('apis', chosen[index]?.[0] ?? api.name));
  const shared = buildSharedState(config.shared, place.at('shared'));
  const edge = edgeOf(config, options);
  if (config.domains && !edge) {
    place
      .at('domains')
      .warning(
        'domains need an edge, and the configuration has none',
        'Add edge: { port: 8000 }, or start with --edge-port 8000.',
      );
  }
  checkPorts([
    ...apis.map(({ name, port }) => {
      const own = place.at('apis', name);
      return { what: `the API "${name}"`, port, place: own.has('port') ? own.at('port') : place.at('port') };
    }),
    ...Object.values(functions).flatMap(({ name, url }) =>
      url ? [{ what: `the URL of "${name}"`, port: url.port, place: place.at('functions', name, 'url') }] : [],
    ),
    ...(edge ? [{ what: 'the edge', port: edge.port, place: place.at('edge', 'port') }] : []),
    ...(ports.admin ? [{ what: 'the admin port', port: ports.admin.port, place: place.at('admin') }] : []),
  ]);
  return {
    root: context.root,
    region: context.region,
    accountId: context.accountId,
    functions,
    apis,
    credentials: buildCredentials(config.credentials, place.at('credentials'), context.accountId),
    processes: buildProcesses(config.processes, place.at('processes'), context.root),
    admin: ports.admin,
    ...(edge && { edge }),
    ...(config.domains && {
      domains: buildDomains(config.domains, place.at('domains'), knownApis(written, apis, input), context.root),
    }),
    vpcLinks: config.vpcLinks ?? {},
    ...(config.localUserPools && {
      userPools: config.localUserPools.map((pool) => userPoolIssuer(pool, context.region)),
    }),
    ...(config.accountThrottle && { accountThrottle: config.accountThrottle }),
    ...(shared && { shared }),
    ...(config.maxWarm !== undefined && { maxWarm: config.maxWarm }),
  };
}

/** By key and by name, those too that are not served now, or are written wrongly: that is said at its own place. */
function knownApis(written: readonly Named[], apis: readonly Api[], { place, base }: ModelInput): KnownApis {
  const built = new Map(apis.map((api) => [api.name, api]));
  const theirs = (base?.model.apis ?? []).map((api): [string, Api] => [api.name, api]);
  const own = written.flatMap(([key, { name = key }]) => [key, name].map((word) => [word, built.get(name)] as const));
  const wrong = place.at('apis').keys.map((key) => [key, undefined] as const);
  return new Map<string, Api | undefined>([...wrong, ...theirs, ...own]);
}

type Named = readonly [name: string, api: WrittenApi];

function choose(
  apis: readonly Named[],
  known: readonly string[],
  only: readonly string[] | undefined,
): readonly Named[] {
  if (only === undefined || only.length === 0) return apis;
  const names = apis.flatMap(([, { name }]) => name ?? []);
  const unknown = only.find((name) => !known.includes(name) && !names.includes(name));
  if (unknown !== undefined) throw fail('API_UNKNOWN', unknown, known.join(', '));
  return apis.filter(([key, { name }]) => only.includes(key) || (name !== undefined && only.includes(name)));
}

function buildFunctions({ config, place, context, base }: ModelInput, ports: Ports): Record<string, LambdaFunction> {
  let urls = 0;
  const functions: Record<string, LambdaFunction> = {};
  for (const [name, written] of Object.entries(config.functions ?? {})) {
    const defaults = {
      urlPort: ports.functionUrls(urls),
      bundle: config.bundle,
      settings: config.defaults?.function,
      base: base?.function(name),
    };
    const built = buildFunction(name, written, place.at('functions', name), context, defaults);
    if (built.url) urls += 1;
    functions[name] = built;
  }
  return functions;
}

function buildApi(name: string, api: WrittenApi, port: number, { place, context, documents }: ModelInput): Api {
  const at = place.at('apis', name);
  const document = documents.get(name);
  if (api.type === 'http') return buildHttpApi(name, api, at, context, port, document?.http);
  if (api.type === 'rest') return buildRestApi(name, api, at, context, port, document?.rest);
  return buildWebSocketApi(name, api, at, context, port);
}

/** Lists, `--api` and tests find an API by its name. */
function checkNames(apis: readonly Named[], place: Place): void {
  const owners = new Map<string, string>();
  for (const [key, { name = key }] of apis) {
    const owner = owners.get(name);
    if (owner !== undefined)
      place.at(key, 'name').error(`"${key}" has the name of "${owner}"`, 'Every API has a name of its own.');
    owners.set(name, key);
  }
}

function checkApiIds(apis: readonly Api[], place: Place): void {
  const owners = new Map<string, string>();
  for (const { name, id } of apis) {
    const owner = owners.get(id);
    if (owner !== undefined)
      place.at(name, 'apiId').error(`"${name}" has the apiId of "${owner}"`, 'Every API has an id of its own.');
    owners.set(id, name);
  }
}
