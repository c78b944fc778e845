import { endpointVariable } from '../integrations/aws-protocols.ts';
import type { LocalHosts } from '../lambda/index.ts';
import type { Model } from '../model/definition/model.ts';
import { parseUrl } from '../model/http/parse-url.ts';

type Endpoints = Model['endpoints'];

/** `AWS_ENDPOINT_URL_DYNAMODB` and the like, for what functions call by an SDK that reads them. */
export function endpointVariables(endpoints: Endpoints): Record<string, string> {
  return Object.fromEntries(Object.entries(endpoints).map(([service, url]) => [endpointVariable(service), url]));
}

/**
 * Leads what functions send to a service's own host names to its endpoint: SDK v2, and any other client that knows no variable. Connections are
 * led, not requests, so an endpoint has to be plain HTTP at the root of its host; others are reached by their variable alone.
 */
export function publishEndpoints(endpoints: Endpoints, localHosts: LocalHosts): void {
  for (const [service, endpoint] of Object.entries(endpoints)) {
    const url = parseUrl(endpoint);
    if (url?.protocol !== 'http:' || url.pathname !== '/') continue;
    const target = { host: url.hostname.replace(/^\[|\]$/g, ''), port: url.port === '' ? 80 : Number(url.port) };
    for (const name of hostNames(service)) localHosts.set(name, target);
  }
}

/**
 * The public endpoints of a service in any Region, https://docs.aws.amazon.com/general/latest/gr/rande.html: buckets and accounts stand in front
 * of some of them.
 */
function hostNames(service: string): string[] {
  const names = [`${service}.*.amazonaws.com`, `${service}.amazonaws.com`, `${service}.*.api.aws`];
  if (service === 's3') names.push('*.s3.*.amazonaws.com', '*.s3.amazonaws.com');
  if (service === 'dynamodb') names.push('*.ddb.*.amazonaws.com');
  if (service === 'sqs') names.push('*.queue.amazonaws.com', 'queue.amazonaws.com');
  return names;
}
