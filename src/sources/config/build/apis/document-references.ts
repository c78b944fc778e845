import { functionArn } from '../../../../model/lambda/arn.ts';
import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { Config } from '../../definition/config.ts';

export interface ReferenceContext {
  readonly config: Config;
  readonly region: string;
  readonly accountId: string;
  readonly functions: readonly string[];
}

/** Value of a `Ref` (no attribute) or `Fn::GetAtt`; `undefined` for what nothing here gives a value to. */
export type ResolveReference = (logicalId: string, attribute: string | undefined) => string | undefined;

/**
 * What the references of an OpenAPI document mean beside a configuration: a value of `values:`, a function, an API. A reference to an API gives
 * its id, as in CloudFormation.
 */
export function documentReferences({ config, region, accountId, functions }: ReferenceContext): ResolveReference {
  return (logicalId, attribute) => {
    const key = attribute === undefined ? logicalId : `${logicalId}.${attribute}`;
    const given = own(config.values, key);
    if (given !== undefined) return given;
    if (functions.includes(logicalId)) {
      if (attribute === undefined) return logicalId;
      return attribute === 'Arn' || attribute === 'Alias' ? functionArn(region, accountId, logicalId) : undefined;
    }
    const api = own(config.apis, logicalId);
    if (api === undefined) return undefined;
    const id = api.apiId ?? derivedId('api', logicalId);
    if (attribute === undefined || attribute === 'ApiId' || attribute === 'RestApiId') return id;
    if (attribute === 'RootResourceId') return derivedId('resource', '/', 6);
    if (attribute !== 'ApiEndpoint') return undefined;
    return `${api.type === 'websocket' ? 'wss' : 'https'}://${id}.execute-api.${region}.amazonaws.com`;
  };
}

function own<Item>(map: Readonly<Record<string, Item>> | undefined, key: string): Item | undefined {
  return map !== undefined && Object.hasOwn(map, key) ? map[key] : undefined;
}
