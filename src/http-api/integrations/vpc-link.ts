import type { Integrate } from './contract.ts';
import { compileBackendCall } from './backend-call.ts';
import { UnusableIntegration } from './settings.ts';
import type { IntegrationSettings } from './settings.ts';

/**
 * A private integration through a VPC link: the listener or service that its URI names, or the link itself, stands for a local URL. The
 * backend receives the full path with the stage, unless `overwrite:path` says otherwise (docs/aws/http-api.md#private-integrations).
 */
export function compileVpcLink(settings: IntegrationSettings): Integrate {
  const { uri, connectionId } = settings.integration;
  const local = localUrl(settings, uri) ?? localUrl(settings, connectionId);
  if (local === undefined) {
    throw new UnusableIntegration(
      `no local URL is configured for ${uri ?? 'its target'} (VPC link ${connectionId ?? 'without id'}): name one under vpcLinks`,
    );
  }
  const base = local.replace(/\/$/, '');
  return compileBackendCall(settings, (exchange) => ({ base: `${base}${exchange.address.stagePath}`, query: '' }));
}

function localUrl({ services, substitute }: IntegrationSettings, name: string | undefined): string | undefined {
  if (name === undefined) return undefined;
  const resolved = substitute(name);
  // What follows the question mark chooses among the instances of a Cloud Map service.
  return (
    services.vpcLinks[resolved] ??
    services.vpcLinks[resolved.split('?', 1)[0] ?? ''] ??
    (/^https?:\/\//.test(resolved) ? resolved : undefined)
  );
}
