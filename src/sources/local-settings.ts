import type { Api } from '../model/definition/api.ts';
import type { LocalTables } from '../model/definition/local-tables.ts';
import type { Model } from '../model/definition/model.ts';

/**
 * What an input says about being served locally, in the words of `emulator.config.yaml`: what stands there, and flags of the command line,
 * go before it.
 */
export interface LocalSettings {
  /** Of the first API. */
  readonly port?: number;
  /** Of the Lambda API. */
  readonly adminPort?: number;
  /** By the API's id. */
  readonly apis: Readonly<Record<string, LocalApiSettings>>;
  /** Variables of every function, below its own. */
  readonly env: Readonly<Record<string, string>>;
  readonly tables?: LocalTables;
}

export interface LocalApiSettings {
  readonly port?: number;
  /** Served below this path, without the stage in it: `/` for none. */
  readonly basePath?: string;
}

/** The model with the settings of its APIs. Ports that are free ones (0) stay so; APIs without a port of their own make room for the others. */
export function withLocalSettings(model: Model, { apis: settings, env, tables }: LocalSettings): Model {
  const wanted = new Set(model.apis.flatMap(({ name }) => settings[name]?.port ?? []));
  let next = model.apis[0]?.port ?? 0;
  const isFree = next === 0;
  const portOf = (api: Api): number => {
    if (isFree) return 0;
    const own = settings[api.name]?.port;
    if (own !== undefined) return own;
    while (wanted.has(next)) next += 1;
    return (next += 1) - 1;
  };
  return {
    ...model,
    apis: model.apis.map((api) => ({ ...api, port: portOf(api), ...pathOf(settings[api.name]) })),
    env: { ...env, ...model.env },
    ...(tables && { tables }),
  };
}

function pathOf(settings: LocalApiSettings | undefined): Pick<Api, 'customDomain'> {
  if (settings?.basePath === undefined) return {};
  return { customDomain: { basePaths: [settings.basePath.replace(/^\/+|\/+$/g, '')] } };
}
