import type { Api } from '../../model/definition/api.ts';

/** What a client needs to reach an API: a named stage is the first path segment unless the API stands behind a base path mapping. */
export function clientUrl(api: Api, host: string, port: number, secure: boolean): string {
  const scheme = `${api.type === 'websocket' ? 'ws' : 'http'}${secure ? 's' : ''}`;
  return `${scheme}://${urlHost(host)}:${port}${pathPrefix(api)}`;
}

/** The host as a URL writes it: IPv6 in brackets, "any address" as loopback. */
export function urlHost(host: string): string {
  if (host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** What every path of an API begins with: the base path of its domain, or its stage. */
export function pathPrefix(api: Api): string {
  const basePath = api.customDomain?.basePaths[0];
  if (basePath !== undefined) return basePath === '' ? '' : `/${basePath}`;
  return api.stage.name === '$default' ? '' : `/${api.stage.name}`;
}

/** Host names under which handlers and integrations reach the API on AWS; calls to them come back to the emulator. */
export function awsHostNames(api: Api, region: string): string[] {
  const names = [`${api.id}.execute-api.${region}.amazonaws.com`];
  if (api.customDomain?.domainName !== undefined) names.push(api.customDomain.domainName);
  return names;
}
