import type { Integration } from '../../model/definition/integration.ts';
import type { Call } from '../call/call.ts';
import type { Deployment } from '../call/deployment.ts';
import { compileMappingSource } from './expressions.ts';
import type { ExpressionInput } from './expressions.ts';

/** What a route's mapped parameters add to the backend's request. */
export interface MappedParameters {
  readonly headers: readonly (readonly [string, string])[];
  readonly query: readonly (readonly [string, string])[];
  readonly path: ReadonlyMap<string, string>;
}

/**
 * `integration.request.{header,querystring,path}.X` -> source (docs/aws/websocket-api.md#request-side). A source without a value adds
 * nothing.
 */
export function compileRequestParameters(
  integration: Integration,
): (call: Call, deployment: Deployment) => MappedParameters {
  const sources = Object.entries(integration.requestParameters).flatMap(([key, source]) => {
    const [, place, name] = /^integration\.request\.(header|querystring|path)\.(.+)$/.exec(key) ?? [];
    return place === undefined || name === undefined ? [] : [{ place, name, read: compileMappingSource(source) }];
  });
  return (call, deployment) => {
    const input: ExpressionInput = { call, deployment };
    const found = {
      header: [] as [string, string][],
      querystring: [] as [string, string][],
      path: [] as [string, string][],
    };
    for (const { place, name, read } of sources) {
      for (const value of read(input)) found[place as keyof typeof found].push([name, value]);
    }
    return { headers: found.header, query: found.querystring, path: new Map(found.path) };
  };
}
