import { alphanumeric, HTTP_API, REST_API, WEBSOCKET_API } from '../logical-ids.ts';
import type { Part } from '../service/part.ts';
import { ref } from '../service/resources.ts';
import type { Service } from '../service/service.ts';

const APIS: Readonly<Record<string, string>> = { rest: REST_API, http: HTTP_API, websocket: WEBSOCKET_API };

/** The custom domains that serverless-domain-manager maps to the service's APIs: `custom.customDomain`, or a list of them. */
export function compileDomains(service: Service): void {
  if (!service.plugins.some((plugin) => plugin.endsWith('serverless-domain-manager'))) return;
  const single = service.custom.get('customDomain');
  if (single.exists && single.isMapOrMissing()) addDomain(service, single, single.get('apiType').text() ?? 'rest');
  for (const item of service.custom.get('customDomains').items) {
    // Each is a domain by the kind of its API, `- http: { domainName … }`, or one that names it.
    for (const [type, domain] of item.entries) if (Object.hasOwn(APIS, type)) addDomain(service, domain, type);
    if (item.get('domainName').exists) addDomain(service, item, item.get('apiType').text() ?? 'rest');
  }
}

function addDomain({ resources, stage }: Service, domain: Part, type: string): void {
  const name = domain.get('domainName').text();
  if (name === undefined || ['false', 'FALSE'].includes(String(domain.get('enabled').value))) return;
  const api = Object.hasOwn(APIS, type.toLowerCase()) ? APIS[type.toLowerCase()] : undefined;
  if (api === undefined) {
    domain.get('apiType').error(`${domain.name}.apiType must be rest, http or websocket, found "${type}"`);
    return;
  }
  // A domain for an API that the service does not have is for another deployment.
  if (!resources.has(api)) return;
  const id = `DomainName${alphanumeric(name)}`;
  const path = domain.get('basePath').text() ?? '';
  const basePath = path === '(none)' ? '' : path;
  const ofStage = domain.get('stage').text() ?? (api === HTTP_API ? '$default' : stage);
  const isClassic = api === REST_API && !basePath.includes('/');
  const endpoint = domain.get('endpointType').text()?.toUpperCase() ?? 'EDGE';
  if (!resources.has(id)) {
    const properties = isClassic
      ? { DomainName: name, EndpointConfiguration: { Types: [endpoint] } }
      : { DomainName: name };
    resources.add(id, isClassic ? 'AWS::ApiGateway::DomainName' : 'AWS::ApiGatewayV2::DomainName', properties, domain);
  }
  const mapping = `${id}${alphanumeric(`${api}${basePath}`)}Mapping`;
  const key = basePath === '' ? undefined : basePath;
  if (isClassic) {
    const properties = { DomainName: ref(id), RestApiId: ref(api), Stage: ofStage, BasePath: key };
    resources.add(mapping, 'AWS::ApiGateway::BasePathMapping', properties, domain);
  } else {
    const properties = { DomainName: ref(id), ApiId: ref(api), Stage: ofStage, ApiMappingKey: key };
    resources.add(mapping, 'AWS::ApiGatewayV2::ApiMapping', properties, domain);
  }
}
