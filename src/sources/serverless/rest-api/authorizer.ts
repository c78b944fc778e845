import type { TemplateValue } from '../../template/template.ts';
import { functionReference } from '../functions/function-reference.ts';
import { authorizerId } from '../logical-ids.ts';
import { authorizerReference } from '../service/foreign-authorizer.ts';
import type { Part } from '../service/part.ts';
import { type Given, invocationUri, ref } from '../service/resources.ts';
import type { Service } from '../service/service.ts';
import type { HttpEvent } from './http-event.ts';

/** What an event's authorizer makes of its method. */
export interface MethodAuthorization {
  readonly properties: Readonly<Record<string, Given>>;
  /** Cognito claims that the default templates of a custom integration hand on. */
  readonly claims: readonly string[];
}

const OPEN: MethodAuthorization = { properties: { AuthorizationType: 'NONE' }, claims: [] };
const COGNITO = 'COGNITO_USER_POOLS';

/** Reads the `authorizer` of an `http` event and adds its resource; two events with one authorizer's name share it. */
export function compileAuthorizer(
  service: Service,
  { part }: HttpEvent,
  restApiId: TemplateValue,
): MethodAuthorization {
  const written = part.get('authorizer');
  if (!written.exists) return OPEN;
  if (typeof written.value === 'string') {
    const text = written.value;
    if (text.toUpperCase() === 'AWS_IAM') return iam;
    return text.includes(':')
      ? addAuthorizer(service, restApiId, written, nameOfArn(text), text, undefined)
      : addFunction(service, restApiId, written, text, undefined);
  }
  if (!written.isMapOrMissing('a function, an ARN, aws_iam, or a map with name or arn')) return OPEN;
  const type = written.get('type').text()?.toUpperCase();
  const byId = written.get('authorizerId');
  if (type !== undefined && byId.exists) return existing(service, restApiId, written, type);
  if (type === 'AWS_IAM') return iam;
  return fromMap(service, restApiId, written, type);
}

const iam: MethodAuthorization = { properties: { AuthorizationType: 'AWS_IAM' }, claims: [] };

/** An authorizer that `resources:` declares, or that stands elsewhere. */
function existing(service: Service, restApiId: TemplateValue, written: Part, type: string): MethodAuthorization {
  const isCognito = type === COGNITO;
  const id = authorizerReference(service, written.get('authorizerId'), { kind: 'rest', apiId: restApiId, isCognito });
  const scopes = isCognito ? written.get('scopes') : undefined;
  const authorizationType = type === 'TOKEN' || type === 'REQUEST' ? 'CUSTOM' : type;
  return {
    properties: { AuthorizationType: authorizationType, AuthorizerId: id, AuthorizationScopes: scopes },
    claims: [],
  };
}

function fromMap(
  service: Service,
  restApiId: TemplateValue,
  written: Part,
  type: string | undefined,
): MethodAuthorization {
  const [name, arn] = [written.get('name'), written.get('arn')];
  if (arn.exists) {
    const named = name.text() ?? (typeof arn.value === 'string' ? nameOfArn(arn.value) : undefined);
    if (named !== undefined) return addAuthorizer(service, restApiId, written, named, arn.value as TemplateValue, type);
    written.keyError(`${written.name} needs name:, because its arn is not text`);
    return OPEN;
  }
  const key = name.text();
  if (key !== undefined) return addFunction(service, restApiId, written, key, type);
  written.keyError(`${written.name} needs name: (a function of the service) or arn:`);
  return OPEN;
}

function addFunction(
  service: Service,
  restApiId: TemplateValue,
  written: Part,
  key: string,
  type: string | undefined,
): MethodAuthorization {
  const at = written.get('name').exists ? written.get('name') : written;
  const arn = functionReference(service, at, key);
  return arn === undefined ? OPEN : addAuthorizer(service, restApiId, written, key, arn, type);
}

function addAuthorizer(
  service: Service,
  restApiId: TemplateValue,
  written: Part,
  name: string,
  arn: TemplateValue,
  type: string | undefined,
): MethodAuthorization {
  const isCognito = type === COGNITO || (typeof arn === 'string' && /^arn:[a-zA-Z-]*:cognito-idp/.test(arn));
  const ttl = timeToLive(written);
  const source = written.get('identitySource');
  const hasNoSource = type === 'REQUEST' && ttl === 0;
  if (typeof source.value === 'string' && source.value.includes('$request.')) {
    const hint = 'Write method.request.header.NAME or method.request.querystring.NAME.';
    source.warning(`${source.name} is written as for an HTTP API, which REST APIs refuse`, hint);
  }
  const validation = written.get('identityValidationExpression');
  const id = authorizerId(name);
  service.resources.add(
    id,
    'AWS::ApiGateway::Authorizer',
    {
      Name: name,
      RestApiId: restApiId,
      Type: isCognito ? COGNITO : (type ?? 'TOKEN'),
      IdentitySource: source.exists ? source : hasNoSource ? undefined : 'method.request.header.Authorization',
      IdentityValidationExpression: validation,
      AuthorizerResultTtlInSeconds: ttl,
      ...(isCognito ? { ProviderARNs: [arn] } : { AuthorizerUri: invocationUri(arn) }),
    },
    written,
  );
  const scopes = isCognito && written.get('scopes').items.length > 0 ? written.get('scopes') : undefined;
  return {
    properties: {
      AuthorizationType: isCognito ? COGNITO : 'CUSTOM',
      AuthorizerId: ref(id),
      AuthorizationScopes: scopes,
    },
    claims: written.get('claims').items.flatMap((claim) => claim.text() ?? []),
  };
}

/** An authorizer written as a map caches for 300 seconds unless it says otherwise; one written as text leaves it to API Gateway. */
function timeToLive(written: Part): number | undefined {
  if (typeof written.value === 'string') return undefined;
  const seconds = Number.parseInt(String(written.get('resultTtlInSeconds').value), 10);
  return Number.isNaN(seconds) ? 300 : seconds;
}

/** `…:function:my-service-dev-auth` is called `auth`, as in the framework. */
function nameOfArn(arn: string): string {
  return arn.split(':').at(-1)?.split('-').at(-1) ?? arn;
}
