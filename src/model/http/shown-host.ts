import { hostWithoutPort } from './requested-host.ts';

/**
 * The host that a request's event and `$context.domainName` show behind a custom domain. A wildcard domain (`*.example.com`) stands for
 * hosts with one label more: the one that the caller named, or, where that is another (localhost), one that begins with the API's id.
 */
export function shownHost(domainName: string, apiId: string, hostHeader: string | undefined): string {
  if (!domainName.startsWith('*.')) return domainName;
  const suffix = domainName.slice(1);
  const host = hostWithoutPort(hostHeader) ?? '';
  const label = host.slice(0, -suffix.length);
  return host.endsWith(suffix) && label !== '' && !label.includes('.') ? host : `${apiId}${suffix}`;
}
