import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { hashOf } from '../logical-ids.ts';
import { ResourceError } from '../words/errors.ts';
import { expectBoolean, expectMap, expectPresent, expectTexts } from '../words/expect.ts';
import { ref } from '../words/intrinsics.ts';
import { isGiven, isMap } from '../words/values.ts';

const ENDPOINTS = ['EDGE', 'REGIONAL', 'PRIVATE'];
const MUTUAL_TLS = ['TruststoreUri', 'TruststoreVersion'];

/** Makes the domain name and the base path mappings of a REST API's `Domain`. */
export function addRestDomain(work: Transformation, api: string, given: TemplateValue | undefined): void {
  if (given === undefined || given === null) return;
  const owner = { id: api };
  const domain = expectMap(given, owner, 'Domain');
  const name = expectPresent(domain['DomainName'], owner, 'Domain.DomainName');
  const certificate = expectPresent(domain['CertificateArn'], owner, 'Domain.CertificateArn');
  const endpoint = domain['EndpointConfiguration'] ?? 'REGIONAL';
  if (typeof endpoint !== 'string' || !ENDPOINTS.includes(endpoint)) {
    const message = "EndpointConfiguration for Custom Domains must be one of ['EDGE', 'REGIONAL', 'PRIVATE'].";
    throw new ResourceError(api, message, ['Properties', 'Domain', 'EndpointConfiguration']);
  }
  const isPrivate = endpoint === 'PRIVATE';
  const domainId = `ApiGatewayDomainName${isPrivate ? 'V2' : ''}${hashOf(name)}`;
  const properties: TemplateMap = {
    DomainName: name,
    [endpoint === 'REGIONAL' ? 'RegionalCertificateArn' : 'CertificateArn']: certificate,
    EndpointConfiguration: { Types: [endpoint] },
  };
  addMutualTls(api, domain, properties);
  for (const key of ['SecurityPolicy', 'Policy', 'OwnershipVerificationCertificateArn']) {
    if (isGiven(domain[key])) properties[key] = domain[key];
  }
  work.add(api, domainId, { type: `AWS::ApiGateway::DomainName${isPrivate ? 'V2' : ''}`, properties });
  work.names.set(`${api}.DomainName${isPrivate ? 'V2' : ''}`, domainId);
  addMappings(work, api, domain, domainId, isPrivate);
  checkRoute53(api, domain);
}

function addMappings(
  work: Transformation,
  api: string,
  domain: TemplateMap,
  domainId: string,
  isPrivate: boolean,
): void {
  const type = `AWS::ApiGateway::BasePathMapping${isPrivate ? 'V2' : ''}`;
  const named = isPrivate ? { DomainNameArn: ref(domainId) } : { DomainName: ref(domainId) };
  const properties: TemplateMap = { ...named, RestApiId: ref(api), Stage: ref(`${api}.Stage`) };
  const given = domain['BasePath'];
  if (!isGiven(given) || (typeof given !== 'string' && !Array.isArray(given))) {
    work.add(api, `${api}BasePathMapping`, { type, properties });
    return;
  }
  const paths = expectTexts(typeof given === 'string' ? [given] : given, { id: api }, 'Domain.BasePath');
  for (const path of paths) {
    // SAM leaves only letters and digits of a base path, unless configured otherwise.
    const bare = path.replace(/[^\p{L}\p{N}]/gu, '');
    const basePath = (domain['NormalizeBasePath'] ?? true) === false ? path : bare;
    work.add(api, `${api}${bare}BasePathMapping`, { type, properties: { ...properties, BasePath: basePath } });
  }
}

function addMutualTls(api: string, domain: TemplateMap, properties: TemplateMap): void {
  const given = domain['MutualTlsAuthentication'];
  if (!isGiven(given)) return;
  const settings = expectMap(given, { id: api }, 'Domain.MutualTlsAuthentication');
  const unknown = Object.keys(settings).find((key) => !MUTUAL_TLS.includes(key));
  if (unknown !== undefined) {
    const message = "Available Domain.MutualTlsAuthentication fields are ['TruststoreUri', 'TruststoreVersion'].";
    throw new ResourceError(api, message, ['Properties', 'Domain', 'MutualTlsAuthentication', unknown]);
  }
  properties['MutualTlsAuthentication'] = { ...settings };
}

/** DNS records are made nowhere here; what SAM refuses of them is refused. */
export function checkRoute53(api: string, domain: TemplateMap): void {
  if (isMap(domain['AccessAssociation']) || domain['AccessAssociation'] === undefined) {
    const given = domain['Route53'];
    if (given === undefined || given === null) return;
    const route53 = expectMap(given, { id: api }, 'Domain.Route53');
    if ((route53['HostedZoneId'] ?? route53['HostedZoneName'] ?? null) === null) {
      const message = 'HostedZoneId or HostedZoneName is required to enable Route53 support on Custom Domains.';
      throw new ResourceError(api, message, ['Properties', 'Domain', 'Route53']);
    }
    const separate = route53['SeparateRecordSetGroup'];
    if (isGiven(separate)) expectBoolean(separate, { id: api }, 'Domain.Route53.SeparateRecordSetGroup');
    return;
  }
  expectMap(domain['AccessAssociation'], { id: api }, 'Domain.AccessAssociation');
}
