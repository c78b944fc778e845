import { nearestHint } from '../../problems/nearest.ts';
import type { TemplateValue } from '../../template/template.ts';
import { functionReference } from '../functions/function-reference.ts';
import { httpAuthorizerId } from '../logical-ids.ts';
import { authorizerReference } from '../service/foreign-authorizer.ts';
import type { Part } from '../service/part.ts';
import { type Given, invocationUri, members, ref } from '../service/resources.ts';
import type { Service } from '../service/service.ts';

/** Adds the authorizers of `provider.httpApi.authorizers`; returns their resources by key. */
export function compileAuthorizers(service: Service, apiId: TemplateValue): ReadonlyMap<string, CompiledAuthorizer> {
  const written = service.provider.get('httpApi').get('authorizers');
  const compiled = new Map<string, CompiledAuthorizer>();
  for (const [key, part] of written.isMapOrMissing('a map of authorizers') ? written.entries : []) {
    if (!part.isMapOrMissing('a map with type')) continue;
    const type = typeOf(part);
    const name = part.get('name').text() ?? key;
    const id = httpAuthorizerId(name);
    const specific = type === 'request' ? requestParts(service, part) : jwtParts(part);
    compiled.set(key, { id, type });
    if (specific === undefined) continue;
    const properties = { ApiId: apiId, Name: name, IdentitySource: asList(part.get('identitySource')), ...specific };
    service.resources.add(id, 'AWS::ApiGatewayV2::Authorizer', properties, part);
  }
  return compiled;
}

export interface CompiledAuthorizer {
  readonly id: string;
  readonly type: 'jwt' | 'request';
}

function typeOf(part: Part): CompiledAuthorizer['type'] {
  const type = part.get('type');
  if (!type.exists || type.value === 'jwt') return 'jwt';
  if (type.value === 'request') return 'request';
  type.error(`${type.name} must be jwt or request, found "${String(type.value)}"`);
  return 'jwt';
}

function requestParts(service: Service, part: Part): Record<string, Given> | undefined {
  const [key, arn] = [part.get('functionName'), part.get('functionArn')];
  if (key.exists === arn.exists) {
    part.keyError(`${part.name} needs functionName: (a function of the service) or functionArn:, and not both`);
    return undefined;
  }
  const target = arn.exists ? (arn.value as TemplateValue) : functionReference(service, key, String(key.value));
  if (target === undefined) return undefined;
  const ttl = part.get('resultTtlInSeconds');
  if (ttl.exists && ttl.value !== 0 && !part.get('identitySource').exists) {
    ttl.keyError(`${part.name} caches answers, which needs identitySource:`);
  }
  const version = part.get('payloadVersion');
  return {
    AuthorizerType: 'REQUEST',
    AuthorizerUri: invocationUri(target),
    AuthorizerPayloadFormatVersion: version.exists ? version : '2.0',
    EnableSimpleResponses: part.get('enableSimpleResponses'),
    AuthorizerResultTtlInSeconds: ttl,
  };
}

function jwtParts(part: Part): Record<string, Given> | undefined {
  const issuer = part.get('issuerUrl');
  if (!issuer.exists && !issuer.isUnresolved) {
    part.keyError(`${part.name} needs issuerUrl:`, 'An authorizer that is a function has type: request.');
    return undefined;
  }
  const configuration = { Issuer: issuer, Audience: asList(part.get('audience')) };
  return { AuthorizerType: 'JWT', JwtConfiguration: members(configuration, part) };
}

function asList(part: Part): Given {
  if (!part.exists) return [];
  return Array.isArray(part.value) ? part : [part.value as TemplateValue];
}

/** What the `authorizer` of an event makes of its route: a name, `{ name, scopes }`, `{ id }` or `{ type: aws_iam }`. */
export function routeAuthorization(
  service: Service,
  apiId: TemplateValue,
  authorizer: Part,
  authorizers: ReadonlyMap<string, CompiledAuthorizer>,
): Record<string, Given> {
  if (!authorizer.exists) return {};
  const isText = typeof authorizer.value === 'string';
  if (authorizer.get('type').value === 'aws_iam') return { AuthorizationType: 'AWS_IAM' };
  const scopes = authorizer.get('scopes');
  const AuthorizationScopes = typeof scopes.value === 'string' ? [scopes.value] : scopes;
  const id = authorizer.get('id');
  if (id.exists) {
    // Whatever its kind: the issuer of a JWT authorizer is not known here either.
    const AuthorizerId = authorizerReference(service, id, { kind: 'http', apiId, isCognito: false });
    return { AuthorizationType: 'CUSTOM', AuthorizerId };
  }
  const named = isText ? authorizer : authorizer.get('name');
  const name = named.text();
  const found = name === undefined ? undefined : authorizers.get(name);
  if (found !== undefined) {
    const AuthorizationType = found.type === 'request' ? 'CUSTOM' : 'JWT';
    return {
      AuthorizationType,
      AuthorizerId: ref(found.id),
      AuthorizationScopes: isText ? undefined : AuthorizationScopes,
    };
  }
  if (name === undefined) authorizer.keyError(`${authorizer.name} needs name:, id: or type: aws_iam`);
  else {
    const hint = () => nearestHint(name, [...authorizers.keys()], 'authorizers');
    named.error(`${named.name} names "${name}", which provider.httpApi.authorizers does not have`, hint);
  }
  return {};
}
