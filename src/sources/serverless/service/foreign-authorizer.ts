import { withoutMarks } from '../../aws-resources/placeholder.ts';
import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { alphanumeric } from '../logical-ids.ts';
import { isMap } from '../values.ts';
import type { Part } from './part.ts';
import { type Given, invocationUri, ref } from './resources.ts';
import type { Service } from './service.ts';

export interface ForeignAuthorizer {
  readonly kind: 'rest' | 'http';
  readonly apiId: TemplateValue;
  readonly isCognito: boolean;
}

/**
 * What an event's authorizer id refers to. One of another service becomes an authorizer whose function is not here: it lets no request pass until
 * the function has a stub.
 */
export function authorizerReference(service: Service, id: Part, foreign: ForeignAuthorizer): Given {
  if (isOwn(service, id)) return id;
  const text = typeof id.value === 'string' ? withoutMarks(id.value) : JSON.stringify(id.value);
  const name = `authorizer-${text.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '')}`.slice(0, 64);
  const logicalId = `Foreign${alphanumeric(name)}`;
  service.resources.add(logicalId, typeOf(foreign), { Name: name, ...propertiesOf(name, foreign) }, id);
  const hint = foreign.isCognito
    ? undefined
    : `A stub for it stands under functions: in emulator.config.yaml, as "${name}".`;
  id.info(`${id.name} is an authorizer of another service: it refuses every request here`, hint);
  return ref(logicalId);
}

function isOwn({ root }: Service, { value }: Part): boolean {
  if (!isMap(value)) return false;
  const attribute = value['Fn::GetAtt'];
  const name = value['Ref'] ?? (Array.isArray(attribute) ? (attribute as unknown[])[0] : undefined);
  return typeof name === 'string' && !root.get('resources').get('Parameters').get(name).exists;
}

function typeOf({ kind }: ForeignAuthorizer): string {
  return kind === 'rest' ? 'AWS::ApiGateway::Authorizer' : 'AWS::ApiGatewayV2::Authorizer';
}

function propertiesOf(name: string, { kind, apiId, isCognito }: ForeignAuthorizer): Record<string, Given> {
  const uri = invocationUri(arnOf('lambda', `function:${name}`));
  if (kind === 'http') {
    return { ApiId: apiId, AuthorizerType: 'REQUEST', AuthorizerUri: uri, AuthorizerPayloadFormatVersion: '2.0' };
  }
  const IdentitySource = 'method.request.header.Authorization';
  if (!isCognito) return { RestApiId: apiId, Type: 'TOKEN', IdentitySource, AuthorizerUri: uri };
  return {
    RestApiId: apiId,
    Type: 'COGNITO_USER_POOLS',
    IdentitySource,
    ProviderARNs: [arnOf('cognito-idp', `userpool/${name}`)],
  };
}

function arnOf(service: string, resource: string): TemplateMap {
  return { 'Fn::Sub': `arn:\${AWS::Partition}:${service}:\${AWS::Region}:\${AWS::AccountId}:${resource}` };
}
