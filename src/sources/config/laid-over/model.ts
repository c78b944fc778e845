import type { Api } from '../../../model/definition/api.ts';
import type { Domain } from '../../../model/definition/domain.ts';
import type { LambdaFunction } from '../../../model/definition/function.ts';
import type { LambdaTarget } from '../../../model/definition/integration.ts';
import type { Model } from '../../../model/definition/model.ts';
import type { Config } from '../definition/config.ts';
import type { Place } from '../shape/place.ts';
import { laidOverApi } from './api.ts';
import type { Base } from './base.ts';

type Built = Omit<Model, 'env' | 'files' | 'endpoints'>;

/** The input's model with the configuration's laid over it: same names are merged, new ones added, and what the file says wins. */
export function laidOverModel(base: Base, built: Built, config: Config, place: Place, port: number | undefined): Built {
  const functions: Record<string, LambdaFunction> = { ...base.model.functions };
  for (const [name, lambda] of Object.entries(built.functions)) {
    const theirs = base.function(name);
    functions[theirs?.name ?? name] = lambda;
  }
  const byKey = new Map(built.apis.map((api) => [api.key ?? api.name, api]));
  const apis = [
    ...base.model.apis.map((theirs) => {
      const own = byKey.get(theirs.name);
      return own === undefined ? theirs : laidOverApi(theirs, own, place.at('apis', theirs.name));
    }),
    ...built.apis.filter(({ name, key = name }) => base.api(key) === undefined),
  ];
  const names = namesOf(base);
  return {
    ...base.model,
    ...built,
    region: base.model.region,
    accountId: base.model.accountId,
    admin: place.has('admin') ? built.admin : base.model.admin,
    functions,
    apis: withPorts(apis, config, base, port).map((api) => withFunctionNames(api, names)),
    ...domainsOf(base, built),
    ...((base.model.userPools ?? built.userPools) && {
      userPools: [...(built.userPools ?? []), ...(base.model.userPools ?? [])],
    }),
    vpcLinks: { ...base.model.vpcLinks, ...built.vpcLinks },
    processes: [...base.model.processes, ...built.processes],
  };
}

/** Of a domain that both have, what the configuration says; one that leads nowhere there only adds to theirs. */
function domainsOf(base: Base, built: Built): Pick<Model, 'domains'> {
  const input = (base.model.domains ?? []).map((domain) => withNewNames(domain, built.apis));
  const own = (built.domains ?? []).map((domain) => {
    const leads = domain.mappings.length + domain.routingRules.length > 0;
    const theirs = leads ? undefined : input.find(({ name }) => name === domain.name);
    if (theirs === undefined) return domain;
    const { routingMode, mappings, routingRules } = theirs;
    return { ...theirs, ...domain, routingMode, mappings, routingRules };
  });
  const theirs = input.filter(({ name }) => !own.some((domain) => domain.name === name));
  return own.length + theirs.length === 0 ? {} : { domains: [...theirs, ...own] };
}

/** The configuration may have given an API that the input's domain leads to another name. */
function withNewNames(domain: Domain, apis: readonly Api[]): Domain {
  const renamed = <Target extends { readonly api: string }>(target: Target): Target => {
    const name = apis.find(({ key }) => key === target.api)?.name;
    return name === undefined ? target : { ...target, api: name };
  };
  return { ...domain, mappings: domain.mappings.map(renamed), routingRules: domain.routingRules.map(renamed) };
}

/** An API's own port, else the next one from the first on. With --port all of them follow it. */
function withPorts(apis: readonly Api[], config: Config, base: Base, port: number | undefined): Api[] {
  const first = port ?? config.port;
  const written = (key: string): number | undefined => (port === undefined ? config.apis?.[key]?.port : undefined);
  const taken = new Set(apis.flatMap(({ name, key = name }) => written(key) ?? []));
  let next = first ?? base.model.apis[0]?.port ?? 3000;
  const following = (): number => {
    if (next === 0) return 0;
    while (taken.has(next)) next += 1;
    next += 1;
    return next - 1;
  };
  return apis.map((api) => ({ ...api, port: written(api.key ?? api.name) ?? following() }));
}

/** Ids of functions that are called something else. */
function namesOf(base: Base): ReadonlyMap<string, string> {
  return new Map(
    Object.values(base.model.functions).flatMap(({ id, name }) =>
      id === undefined || id === name ? [] : [[id, name]],
    ),
  );
}

/** The configuration names functions as the input does; here they go by their names on AWS. */
function withFunctionNames(api: Api, names: ReadonlyMap<string, string>): Api {
  if (names.size === 0) return api;
  const named = <Part extends { readonly lambda?: LambdaTarget }>(part: Part): Part => {
    const name = part.lambda && names.get(part.lambda.functionName);
    return name === undefined || part.lambda === undefined
      ? part
      : { ...part, lambda: { ...part.lambda, functionName: name } };
  };
  const routed = <Route extends { readonly integration?: { readonly lambda?: LambdaTarget } }>(route: Route): Route =>
    route.integration === undefined ? route : { ...route, integration: named(route.integration) };
  const authorizers = Object.fromEntries(
    Object.entries(api.authorizers).map(([name, authorizer]) => [
      name,
      'lambda' in authorizer ? named(authorizer) : authorizer,
    ]),
  );
  if (api.type === 'rest') return { ...api, authorizers, methods: api.methods.map(routed) };
  if (api.type === 'http') return { ...api, authorizers, routes: api.routes.map(routed) };
  return { ...api, authorizers, routes: api.routes.map(routed) };
}
