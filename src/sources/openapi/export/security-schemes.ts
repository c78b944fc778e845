import type { Authorizer, RouteAuthorization } from '../../../model/definition/authorizer.ts';
import { userPoolOfIssuer } from '../../../model/definition/user-pools.ts';
import { invocationUri } from './arns.ts';
import type { ExportContext, OpenApiObject } from './export-options.ts';

/** Names that the schemes for API keys and IAM have in one document, out of the way of its authorizers. */
export interface SchemeNames {
  readonly apiKey: string;
  readonly iam: string;
}

export function schemeNames(authorizers: Readonly<Record<string, Authorizer>>): SchemeNames {
  const free = (name: string): string => (Object.hasOwn(authorizers, name) ? free(`${name}_`) : name);
  return { apiKey: free('api_key'), iam: free('sigv4') };
}

/** What an operation asks of its caller, as entries of `security`; none when it asks for nothing. */
export function requirements(
  authorization: RouteAuthorization,
  apiKeyRequired: boolean,
  names: SchemeNames,
): OpenApiObject[] {
  return [
    ...(apiKeyRequired ? [{ [names.apiKey]: [] }] : []),
    ...(authorization.type === 'AWS_IAM' ? [{ [names.iam]: [] }] : []),
    ...('authorizer' in authorization
      ? [{ [authorization.authorizer]: 'scopes' in authorization ? authorization.scopes : [] }]
      : []),
  ];
}

export const apiKeyScheme: OpenApiObject = { type: 'apiKey', name: 'x-api-key', in: 'header' };

export const iamScheme: OpenApiObject = {
  type: 'apiKey',
  name: 'Authorization',
  in: 'header',
  'x-amazon-apigateway-authtype': 'awsSigv4',
};

/** The scheme of an authorizer; `withExtension` off leaves what plain OpenAPI knows. */
export function authorizerScheme(
  authorizer: Authorizer,
  options: ExportContext,
  withExtension: boolean,
): OpenApiObject {
  const [scheme, extension] = describe(authorizer, options);
  return withExtension ? { ...scheme, 'x-amazon-apigateway-authorizer': extension } : scheme;
}

function describe(authorizer: Authorizer, options: ExportContext): [scheme: OpenApiObject, extension: OpenApiObject] {
  const header = (name: string, authType?: string): OpenApiObject => ({
    type: 'apiKey',
    name,
    in: 'header',
    ...(authType !== undefined && { 'x-amazon-apigateway-authtype': authType }),
  });
  const ttl = 'ttl' in authorizer ? { authorizerResultTtlInSeconds: authorizer.ttl } : {};
  if (authorizer.type === 'jwt') {
    const { issuer, audience, identitySource } = authorizer;
    return [
      { type: 'oauth2', flows: {} },
      { type: 'jwt', identitySource, jwtConfiguration: { issuer, audience } },
    ];
  }
  if (authorizer.type === 'cognito') {
    const providerARNs = authorizer.userPools.map((issuer) => userPoolOfIssuer(issuer, options.accountId));
    const extension = { type: 'cognito_user_pools', providerARNs, ...expression(authorizer), ...ttl };
    return [header(headerName(authorizer.identitySource), 'cognito_user_pools'), extension];
  }
  const authorizerUri = invocationUri(authorizer.lambda, options);
  if (authorizer.type === 'token') {
    const extension = { type: 'token', authorizerUri, ...expression(authorizer), ...ttl };
    return [header(headerName(authorizer.identitySource), 'custom'), extension];
  }
  const sources = authorizer.identitySources;
  return [
    // The name means nothing for this type: what identifies the caller is in the extension.
    header('Unused', 'custom'),
    {
      type: 'request',
      authorizerUri,
      ...(sources.length > 0 && { identitySource: sources.join(', ') }),
      ...ttl,
      ...(options.kind === 'http' && {
        authorizerPayloadFormatVersion: authorizer.payloadFormatVersion,
        enableSimpleResponses: authorizer.simpleResponses,
      }),
    },
  ];
}

function expression(authorizer: { readonly identityValidationExpression?: string }): OpenApiObject {
  const { identityValidationExpression: text } = authorizer;
  return text === undefined ? {} : { identityValidationExpression: text };
}

function headerName(identitySource: string): string {
  return identitySource.replace(/^method\.request\.header\./, '');
}
