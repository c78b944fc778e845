import type { TemplateMap, TemplateValue } from '../../template/template.ts';
import { ResourceError } from '../words/errors.ts';
import { expectBoolean, expectMap, expectTexts } from '../words/expect.ts';
import { sub } from '../words/intrinsics.ts';
import { isGiven, isMap } from '../words/values.ts';

const AUTHORIZER = 'x-amazon-apigateway-authorizer';

export interface HttpAuthorizer {
  readonly scopes: TemplateValue | undefined;
  readonly functionArn: TemplateValue | undefined;
  readonly makesPermission: boolean;
  /** As a security scheme of the API's document. */
  readonly scheme: TemplateMap;
}

/** The authorizers of an HTTP API's `Auth`, by name. */
export function readHttpAuthorizers(api: string, auth: TemplateMap): Map<string, HttpAuthorizer> {
  const authorizers = new Map<string, HttpAuthorizer>();
  if (auth['EnableIamAuthorizer'] === true) authorizers.set('AWS_IAM', IAM);
  if (!isGiven(auth['Authorizers'])) return authorizers;
  const given = expectMap(auth['Authorizers'], { id: api }, 'Auth.Authorizers');
  for (const [name, value] of Object.entries(given)) {
    const authorizer = expectMap(value, { id: api }, `Auth.Authorizers.${name}`);
    authorizers.set(name, readAuthorizer(api, name, authorizer));
  }
  return authorizers;
}

const IAM: HttpAuthorizer = {
  scopes: undefined,
  functionArn: undefined,
  makesPermission: false,
  scheme: { type: 'apiKey', name: 'Authorization', in: 'header', 'x-amazon-apigateway-authtype': 'awsSigv4' },
};

/** Properties that only one kind takes, with the words for the other. */
const JWT_ONLY: readonly (readonly [string, string])[] = [
  ['AuthorizationScopes', 'OAuth2 Authorizer'],
  ['JwtConfiguration', 'OAuth2 Authorizer'],
  ['IdentitySource', "OAuth2 Authorizer. For Lambda Authorizer, use the 'Identity' property instead"],
];
const LAMBDA_ONLY: readonly (readonly [string, string])[] = [
  'FunctionArn',
  'FunctionInvokeRole',
  'Identity',
  'AuthorizerPayloadFormatVersion',
  'EnableSimpleResponses',
  'EnableFunctionDefaultPermissions',
].map((name) => [name, 'Lambda Authorizer'] as const);

function readAuthorizer(api: string, name: string, authorizer: TemplateMap): HttpAuthorizer {
  const error = (message: string, ...key: string[]): ResourceError =>
    new ResourceError(api, message, ['Properties', 'Auth', 'Authorizers', name, ...key]);
  if (Object.hasOwn(authorizer, 'OpenIdConnectUrl')) {
    const message = `'OpenIdConnectUrl' is no longer a supported property for authorizer '${name}'. Please refer to the AWS SAM documentation.`;
    throw error(message, 'OpenIdConnectUrl');
  }
  const { JwtConfiguration: jwt, AuthorizationScopes: scopes } = authorizer;
  if (isGiven(jwt) && !isMap(jwt)) throw error("Property 'JwtConfiguration' should be a map.", 'JwtConfiguration');
  if (scopes !== undefined && scopes !== null && !Array.isArray(scopes)) {
    throw error('AuthorizationScopes must be a list.', 'AuthorizationScopes');
  }
  const isJwt = isGiven(jwt);
  for (const [key, kind] of isJwt ? LAMBDA_ONLY : JWT_ONLY) {
    if ((authorizer[key] ?? null) !== null && (isJwt || isGiven(authorizer[key]) || key !== 'JwtConfiguration')) {
      throw error(`${key} is only supported for ${kind}.`, key);
    }
  }
  if (isJwt) return jwtAuthorizer(name, authorizer, error);
  return lambdaAuthorizer(api, name, authorizer, error);
}

type Refusal = (message: string, ...key: string[]) => ResourceError;

function jwtAuthorizer(name: string, authorizer: TemplateMap, error: Refusal): HttpAuthorizer {
  const { JwtConfiguration: jwt, IdentitySource: source, AuthorizationScopes: scopes } = authorizer;
  if (!isGiven(source)) throw error(`${name} OAuth2 Authorizer must define 'IdentitySource'.`);
  const members = Object.entries(isMap(jwt) ? jwt : {}).map(([key, value]) => [key.toLowerCase(), value]);
  const configuration = Object.fromEntries(members) as TemplateMap;
  return {
    scopes,
    functionArn: undefined,
    makesPermission: false,
    scheme: {
      type: 'oauth2',
      [AUTHORIZER]: { jwtConfiguration: configuration, identitySource: source, type: 'jwt' },
    },
  };
}

function lambdaAuthorizer(api: string, name: string, authorizer: TemplateMap, error: Refusal): HttpAuthorizer {
  const {
    FunctionArn: arn,
    AuthorizerPayloadFormatVersion: version,
    FunctionInvokeRole: role,
    EnableSimpleResponses: simple,
    EnableFunctionDefaultPermissions: permissions,
  } = authorizer;
  if (!isGiven(arn)) throw error(`${name} Lambda Authorizer must define 'FunctionArn'.`);
  if (!isGiven(version)) throw error(`${name} Lambda Authorizer must define 'AuthorizerPayloadFormatVersion'.`);
  const makesPermission =
    permissions !== undefined &&
    permissions !== null &&
    expectBoolean(permissions, { id: api }, `Authorizers.${name}.EnableFunctionDefaultPermissions`);
  const uri =
    'arn:${AWS::Partition}:apigateway:${AWS::Region}:lambda:path/2015-03-31/functions/${__FunctionArn__}/invocations';
  const made: TemplateMap = { type: 'request', authorizerUri: sub(uri, { __FunctionArn__: arn }) };
  if (isGiven(role) && role !== 'NONE') made['authorizerCredentials'] = role;
  addIdentity(api, name, authorizer['Identity'], made);
  // YAML reads 2.0 as a number.
  made['authorizerPayloadFormatVersion'] = typeof version === 'number' ? version.toFixed(1) : version;
  if (isGiven(simple)) made['enableSimpleResponses'] = simple;
  const scheme = { type: 'apiKey', name: 'Unused', in: 'header', [AUTHORIZER]: made };
  return { scopes: undefined, functionArn: arn, makesPermission, scheme };
}

const SOURCES = [
  ['Headers', '$request.header.'],
  ['QueryStrings', '$request.querystring.'],
  ['StageVariables', '$stageVariables.'],
  ['Context', '$context.'],
] as const;

function addIdentity(api: string, name: string, given: TemplateValue | undefined, made: TemplateMap): void {
  if (!isGiven(given)) return;
  const identity = expectMap(given, { id: api }, `Auth.Authorizers.${name}.Identity`);
  const ttl = identity['ReauthorizeEvery'];
  if (ttl !== undefined && ttl !== null) made['authorizerResultTtlInSeconds'] = ttl;
  made['identitySource'] = SOURCES.flatMap(([key, prefix]) => {
    const values = identity[key];
    if (!isGiven(values)) return [];
    const path = `Auth.Authorizers.${name}.Identity.${key}`;
    return expectTexts(values, { id: api }, path).map((value) => prefix + value);
  });
}
