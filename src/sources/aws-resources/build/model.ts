import type { Api } from '../../../model/definition/api.ts';
import { fail } from '../../../model/base/errors.ts';
import type { LambdaFunction } from '../../../model/definition/function.ts';
import type { Model } from '../../../model/definition/model.ts';
import type { BuiltApi, BuiltDefinition } from './built.ts';
import type { ForeignFunction } from './functions/function-names.ts';
import { modelDomains } from './model-domains.ts';
import { servedName } from './served-name.ts';
import { localPoolIds, withLocalUserPools } from './local-user-pools.ts';
import { userPoolIssuer } from '../../../model/definition/user-pools.ts';

export interface ModelOptions {
  /** The first API's port; the next ones follow. 0 takes free ports for all. */
  readonly port: number;
  /** `false`: no admin port. */
  readonly adminPort: number | false;
  /** Names of the only APIs to serve. */
  readonly only?: readonly string[];
}

/** What an input serves on its own: every stage of every API, every function. Throws `API_UNKNOWN` for an unknown name in `only`. */
export function modelOf(
  built: BuiltDefinition,
  options: ModelOptions,
): Omit<Model, 'credentials' | 'processes' | 'endpoints' | 'vpcLinks' | 'env' | 'files'> {
  const { region, accountId, root } = built;
  const apis = chosen(servedApis(built.apis), options.only);
  const nth = (index: number): number => (options.port === 0 ? 0 : options.port + index);
  let urls = 0;
  const functions: Record<string, LambdaFunction> = {};
  for (const { definition } of built.functions) {
    const url = definition.url && { ...definition.url, port: nth(apis.length + urls) };
    if (url) urls += 1;
    functions[definition.name] = url ? { ...definition, url } : definition;
  }
  for (const foreign of built.foreign) functions[foreign.name] ??= standIn(foreign, root);
  return {
    root,
    region,
    accountId,
    functions,
    apis: apis.map((api, index) => ({ ...withLocalUserPools(api), port: nth(index) })),
    ...userPoolsOf(apis, region),
    ...modelDomains(built, apis),
    admin: options.adminPort === false ? false : { port: options.adminPort },
  };
}

function userPoolsOf(apis: readonly Api[], region: string): Pick<Model, 'userPools'> {
  const ids = localPoolIds(apis);
  return ids.length === 0 ? {} : { userPools: ids.map((id) => userPoolIssuer(id, region)) };
}

/** Each stage of an API is served by itself: the first under the API's id, the others under `id/stage`. */
function servedApis(apis: readonly BuiltApi[]): Api[] {
  return apis.flatMap(({ id, stages }) =>
    stages.map(({ stage, definition }, index) => ({ ...definition, name: servedName(id, stage.name, index) })),
  );
}

function chosen(apis: readonly Api[], only: readonly string[] | undefined): readonly Api[] {
  if (only === undefined || only.length === 0) return apis;
  const unknown = only.find((name) => !apis.some((api) => api.name === name));
  if (unknown !== undefined) throw fail('API_UNKNOWN', unknown, apis.map(({ name }) => name).join(', '));
  return apis.filter(({ name }) => only.includes(name));
}

/** A function that is elsewhere: its callers read how to put one in its place. */
function standIn(
  { name, arn, why = `${arn} is not part of the input` }: ForeignFunction,
  root: string,
): LambdaFunction {
  return {
    name,
    code: { kind: 'unavailable', why },
    handler: '',
    root,
    timeout: 3,
    memory: 128,
    environment: {},
    isolation: 'thread',
    layers: [],
  };
}
