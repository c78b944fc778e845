import type { Transformation } from '../transformation.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { hashOf } from '../logical-ids.ts';
import { ResourceError } from '../words/errors.ts';
import { ref } from '../words/intrinsics.ts';
import { isGiven, isMap } from '../words/values.ts';
import { checkRoute53 } from './rest-domain.ts';

const MUTUAL_TLS = ['TruststoreUri', 'TruststoreVersion'];

/** Makes the domain name and the API mappings of an HTTP or WebSocket API's `Domain`. */
export function addHttpDomain(work: Transformation, api: string, domain: TemplateValue | undefined): void {
  if (!isMap(domain)) return;
  const error = (message: string, ...key: string[]): ResourceError =>
    new ResourceError(api, message, ['Properties', 'Domain', ...key]);
  const { DomainName: name, CertificateArn: certificate, EndpointConfiguration: endpoint = 'REGIONAL' } = domain;
  if (name === undefined || name === null || certificate === undefined || certificate === null) {
    throw error('Custom Domains only works if both DomainName and CertificateArn are provided.');
  }
  if (endpoint !== 'REGIONAL') {
    throw error("EndpointConfiguration for Custom Domains must be one of ['REGIONAL'].", 'EndpointConfiguration');
  }
  const domainId = `ApiGatewayDomainNameV2${hashOf(name)}`;
  const configuration: TemplateMap = { CertificateArn: certificate, EndpointType: endpoint };
  for (const key of ['OwnershipVerificationCertificateArn', 'SecurityPolicy']) {
    if (isGiven(domain[key])) configuration[key] = domain[key];
  }
  const properties: TemplateMap = { DomainName: name, DomainNameConfigurations: [configuration] };
  const mutualTls = domain['MutualTlsAuthentication'];
  if (isGiven(mutualTls)) properties['MutualTlsAuthentication'] = mutualTlsOf(mutualTls, error);
  work.add(api, domainId, { type: 'AWS::ApiGatewayV2::DomainName', properties });
  work.names.set(`${api}.DomainName`, domainId);
  addMappings(work, api, domain['BasePath'], domainId, error);
  checkRoute53(api, domain);
}

type Refusal = (message: string, ...key: string[]) => ResourceError;

function mutualTlsOf(value: TemplateValue, error: Refusal): TemplateMap {
  const fields = "['TruststoreUri', 'TruststoreVersion']";
  if (!isMap(value)) {
    throw error(
      `MutualTlsAuthentication must be a map with at least one of the following fields ${fields}.`,
      'MutualTlsAuthentication',
    );
  }
  const unknown = Object.keys(value).filter((key) => !MUTUAL_TLS.includes(key));
  const [first] = unknown;
  if (first === undefined) return { ...value };
  const found = unknown.toSorted().join(',');
  throw error(
    `Available MutualTlsAuthentication fields are ${fields}, found ${found}.`,
    'MutualTlsAuthentication',
    first,
  );
}

function addMappings(
  work: Transformation,
  api: string,
  given: TemplateValue | undefined,
  domainId: string,
  error: Refusal,
): void {
  const type = 'AWS::ApiGatewayV2::ApiMapping';
  const properties = { DomainName: ref(domainId), ApiId: ref(api), Stage: ref(`${api}.Stage`) };
  if (!isGiven(given) || (typeof given !== 'string' && !Array.isArray(given))) {
    work.add(api, `${api}ApiMapping`, { type, properties });
    return;
  }
  for (const path of typeof given === 'string' ? [given] : given) {
    if (typeof path !== 'string') throw error('Basepath must be a string.', 'BasePath');
    if (/[^0-9a-zA-Z/\-_]/.test(path)) throw error('Invalid Basepath name provided.', 'BasePath');
    const id = `${api}${path.replace(/[-_/]+/g, '')}ApiMapping`;
    work.add(api, id, { type, properties: { ...properties, ApiMappingKey: path.replace(/^\/+|\/+$/g, '') } });
  }
}
