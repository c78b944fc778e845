import { percentDecode } from '../../model/http/percent-decoding.ts';
import { hostWithoutPort } from '../../model/http/requested-host.ts';
import { shownHost } from '../../model/http/shown-host.ts';
import type { WebSocketApi } from '../../model/definition/websocket-api.ts';

/** Where in an API a URL points. */
export interface Address {
  /** What follows the stage or the mapping key, without slashes at either end; still percent-encoded. */
  readonly rest: string;
  /** The host name for events: the custom domain's, or the execute-api name. */
  readonly domainName: string;
  /** True when a base path mapping, not the stage, led here. */
  readonly mapped: boolean;
}

/**
 * Reads host and path against the stage or the base path mappings (docs/aws/websocket-api.md#endpoints). The execute-api host takes the
 * stage as first segment; any other host takes a mapping key where the API has a custom domain, and stands for the execute-api host where
 * it has none. `undefined` when the path belongs to neither, or to an endpoint that is disabled.
 */
export function addressOf(
  api: WebSocketApi,
  executeApiHost: string,
  host: string,
  rawPath: string,
): Address | undefined {
  const isExecuteApi = hostWithoutPort(host) === executeApiHost;
  const path = trimSlashes(rawPath);
  if (api.customDomain && !isExecuteApi) {
    const domainName = shownHost(api.customDomain.domainName ?? executeApiHost, api.id, host);
    const key = mappingKeyOf(api.customDomain.basePaths, path);
    return key === undefined ? undefined : { rest: trimSlashes(path.slice(key.length)), domainName, mapped: true };
  }
  if (api.disableExecuteApiEndpoint) return undefined;
  const end = path.indexOf('/');
  const stage = end === -1 ? path : path.slice(0, end);
  if (percentDecode(stage) !== api.stage.name) return undefined;
  return { rest: end === -1 ? '' : trimSlashes(path.slice(end)), domainName: executeApiHost, mapped: false };
}

/** The longest mapping key that the path begins with, segment by segment. */
function mappingKeyOf(keys: readonly string[], path: string): string | undefined {
  let longest: string | undefined;
  for (const key of keys) {
    const fits = key === '' || path === key || path.startsWith(`${key}/`);
    if (fits && (longest === undefined || key.length > longest.length)) longest = key;
  }
  return longest;
}

/** Loops instead of a pattern: a path of thousands of slashes must not cost quadratic time. */
function trimSlashes(path: string): string {
  let start = 0;
  let end = path.length;
  while (start < end && path[start] === '/') start += 1;
  while (end > start && path[end - 1] === '/') end -= 1;
  return path.slice(start, end);
}
