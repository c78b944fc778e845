import { DEFAULT_ROUTE } from '../routing/route-key.ts';
import type { Integrate } from './contract.ts';
import { compileBackendCall } from './backend-call.ts';
import { compileBackendUrl } from './backend-url.ts';
import { UnusableIntegration } from './settings.ts';
import type { IntegrationSettings } from './settings.ts';

/** An HTTP proxy integration over the internet (docs/aws/http-api.md#http-proxy-headers). */
export function compileHttpProxy(settings: IntegrationSettings): Integrate {
  const { integration, routeKey } = settings;
  if (integration.uri === undefined) throw new UnusableIntegration('an HTTP_PROXY integration needs a uri');
  const uri = settings.substitute(integration.uri);
  return compileBackendCall(settings, compileBackendUrl(uri, routeKey === DEFAULT_ROUTE));
}
