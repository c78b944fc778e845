import type {
  Authorizer,
  CognitoAuthorizer,
  LambdaRequestAuthorizer,
  LambdaTokenAuthorizer,
  WrittenAuthorizer,
} from '../../../model/definition/authorizer.ts';
import {
  authorizerId,
  declaredAt,
  DEFAULT_TTL,
  readAuthorizerFunction,
  readIdentitySources,
  readTtl,
  readType,
} from './authorizer-parts.ts';
import type { AuthorizerScheme } from './authorizer-parts.ts';
import { issuerOfUserPool } from '../../../model/definition/user-pools.ts';

const SOURCE =
  /^(?:method\.request\.(?:multivalue)?(?:header|querystring)\.[^\s,]+|stageVariables\.\w+|context\.[\w.-]+)$/;
const SOURCE_FORMS = 'method.request.header.X, method.request.querystring.X, stageVariables.X or context.X';

/**
 * An authorizer of a REST API (docs/aws/rest-api.md#lambda-authorizers, docs/aws/rest-api.md#cognito-authorizers;
 * docs/aws/rest-api-observed.md#openapi-import). `undefined`, with errors, when it cannot be read.
 */
export function readRestAuthorizer(scheme: AuthorizerScheme): Authorizer | undefined {
  const type = readType(scheme, ['token', 'request', 'cognito_user_pools']);
  if (type === 'token') return readToken(scheme);
  if (type === 'request') return readRequest(scheme);
  if (type === 'cognito_user_pools') return readCognito(scheme);
  return undefined;
}

function readToken(scheme: AuthorizerScheme): LambdaTokenAuthorizer | undefined {
  const { name, fields } = scheme;
  const lambda = readAuthorizerFunction(scheme);
  const expression = readValidationExpression(scheme);
  const identitySource = readTokenSource(scheme);
  const configuredTtl = readTtl(scheme);
  fields.warnOfTheRest();
  if (!lambda || identitySource === undefined) return undefined;
  return {
    type: 'token',
    name,
    id: authorizerId(name),
    lambda,
    identitySource,
    ...(expression !== undefined && { identityValidationExpression: expression }),
    ttl: configuredTtl ?? DEFAULT_TTL,
    written: writtenParts([identitySource], configuredTtl),
    ...declaredAt(scheme),
  };
}

function readRequest(scheme: AuthorizerScheme): LambdaRequestAuthorizer | undefined {
  const { name, fields, context } = scheme;
  const lambda = readAuthorizerFunction(scheme);
  const identitySources = readIdentitySources(scheme, SOURCE, SOURCE_FORMS);
  const configuredTtl = readTtl(scheme);
  fields.warnOfTheRest();
  if (identitySources.length === 0 && (configuredTtl ?? 0) > 0)
    context.problems.error(
      'a REQUEST authorizer that caches needs "identitySource"',
      fields.place.position,
      'Name what identifies the caller, or set authorizerResultTtlInSeconds to 0.',
    );
  if (!lambda) return undefined;
  return {
    type: 'request',
    name,
    id: authorizerId(name),
    lambda,
    identitySources,
    // Without an identity there is no key to cache under.
    ttl: identitySources.length === 0 ? 0 : (configuredTtl ?? DEFAULT_TTL),
    payloadFormatVersion: '1.0',
    simpleResponses: false,
    written: writtenParts(identitySources, configuredTtl),
    ...declaredAt(scheme),
  };
}

function readCognito(scheme: AuthorizerScheme): CognitoAuthorizer | undefined {
  const { name, fields, context } = scheme;
  const written = fields.texts('providerARNs', 'user-pool') ?? [];
  const userPools = written.map((pool) => {
    const issuer = issuerOfUserPool(pool);
    if (issuer !== undefined) return issuer;
    // Issuers stand in for pools on this machine; AWS takes only ARNs.
    const isIssuer = pool === 'local' || /^https?:\/\//.test(pool) || pool.includes('${stageVariables.');
    const problem = `"${pool}" is not a user pool ARN`;
    if (isIssuer) context.problems.warning(`${problem}: AWS would refuse it`, fields.raw('providerARNs')?.position);
    else
      context.problems.error(
        problem,
        fields.raw('providerARNs')?.position,
        'Wanted arn:aws:cognito-idp:{region}:{account}:userpool/{id}.',
      );
    return pool;
  });
  const expression = readValidationExpression(scheme);
  const identitySource = readTokenSource(scheme);
  const configuredTtl = readTtl(scheme);
  fields.warnOfTheRest();
  if (userPools.length === 0)
    context.problems.error(
      'a Cognito authorizer needs "providerARNs", a list of user pool ARNs',
      fields.place.position,
    );
  if (identitySource === undefined) return undefined;
  return {
    type: 'cognito',
    name,
    id: authorizerId(name),
    identitySource,
    userPools,
    ...(expression !== undefined && { identityValidationExpression: expression }),
    ttl: configuredTtl ?? DEFAULT_TTL,
    written: { ...writtenParts([identitySource], configuredTtl), userPools: written },
    ...declaredAt(scheme),
  };
}

function writtenParts(identitySource: readonly string[], ttl: number | undefined): WrittenAuthorizer {
  return { ...(identitySource.length > 0 && { identitySource }), ...(ttl !== undefined && { ttl }) };
}

/**
 * The header that the scheme itself names, not the extension's "identitySource" (recorded: docs/aws/rest-api-observed.md#openapi-import).
 */
function readTokenSource({ scheme, fields, context }: AuthorizerScheme): string | undefined {
  const own = fields.text('identitySource');
  const header = scheme.get('name');
  const name = header && context.texts.read(header);
  if (name !== undefined) return `method.request.header.${name}`;
  if (own !== undefined) return own;
  const hint = 'Write type: apiKey, name: Authorization, in: header beside the extension.';
  context.problems.error('the security scheme does not name the header that holds the token', scheme.position, hint);
  return undefined;
}

function readValidationExpression({ fields, context }: AuthorizerScheme): string | undefined {
  const text = fields.text('identityValidationExpression');
  const wrong = text === undefined ? undefined : context.options.checks?.pattern?.(text);
  if (wrong !== undefined)
    context.problems.error(
      `"identityValidationExpression": ${wrong}`,
      fields.raw('identityValidationExpression')?.position,
    );
  return text;
}
