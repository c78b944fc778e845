import type { Authorizer, JwtAuthorizer, LambdaRequestAuthorizer } from '../../../model/definition/authorizer.ts';
import { Fields } from '../document/fields.ts';
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

const SOURCE = /^\$(?:request\.(?:header|querystring)\.[^\s,]+|context\.[\w.-]+|stageVariables\.\w+)$/;
const SOURCE_FORMS = '$request.header.X, $request.querystring.X, $context.X or $stageVariables.X';
const ISSUER = /^(?:https:\/\/|http:\/\/(?:localhost|127\.\d+\.\d+\.\d+|\[::1\])(?:[:/]|$)|local$)/;
const DISCOVERY = /\/\.well-known\/openid-configuration$/;

/**
 * An authorizer of an HTTP API (docs/aws/http-api.md#jwt-authorizers, docs/aws/http-api.md#lambda-authorizers,
 * docs/aws/http-api.md#openapi-import). `undefined`, with errors, when it cannot be read.
 */
export function readHttpAuthorizer(scheme: AuthorizerScheme): Authorizer | undefined {
  const type = readType(scheme, ['jwt', 'request']);
  if (type === 'jwt') return readJwt(scheme);
  if (type === 'request') return readRequest(scheme);
  return undefined;
}

function readJwt(scheme: AuthorizerScheme): JwtAuthorizer | undefined {
  const { name, fields, context } = scheme;
  const sources = readIdentitySources(scheme, SOURCE, SOURCE_FORMS);
  const [identitySource = '$request.header.Authorization'] = sources;
  const place = fields.map('jwtConfiguration');
  fields.warnOfTheRest();
  const configuration = place && new Fields(place, context);
  const issuer = configuration?.text('issuer') ?? issuerOfDiscovery(scheme);
  const audience = readAudience(configuration);
  configuration?.warnOfTheRest();
  if (issuer === undefined) {
    const hint = 'Set jwtConfiguration.issuer, or make the scheme openIdConnect with its openIdConnectUrl.';
    context.problems.error('a JWT authorizer needs an issuer', fields.place.position, hint);
    return undefined;
  }
  if (!ISSUER.test(issuer))
    context.problems.error(
      `an issuer is an https URL, found "${issuer}"`,
      configuration?.raw('issuer')?.position ?? fields.place.position,
      "On this machine, http://localhost:PORT and the word local (the emulator's own issuer) will do too.",
    );
  if (audience.length === 0)
    context.problems.error('a JWT authorizer needs at least one audience', fields.place.position);
  if (audience.length > 50)
    context.problems.error(`a JWT authorizer has 50 audiences at most, found ${audience.length}`, place?.position);
  return {
    type: 'jwt',
    name,
    id: authorizerId(name),
    identitySource,
    issuer,
    audience,
    written: sources.length > 0 ? { identitySource: sources } : {},
    ...declaredAt(scheme),
  };
}

function readRequest(scheme: AuthorizerScheme): LambdaRequestAuthorizer | undefined {
  const { name, fields, context } = scheme;
  const lambda = readAuthorizerFunction(scheme);
  const identitySources = readIdentitySources(scheme, SOURCE, SOURCE_FORMS);
  const configuredTtl = readTtl(scheme);
  const ttl = configuredTtl ?? (identitySources.length > 0 ? DEFAULT_TTL : 0);
  const version = readPayloadVersion(scheme);
  const simpleResponses = fields.flag('enableSimpleResponses') ?? false;
  fields.warnOfTheRest();
  if (simpleResponses && version === '1.0')
    context.problems.error(
      'simple responses need authorizerPayloadFormatVersion 2.0, found 1.0',
      fields.raw('enableSimpleResponses')?.position,
    );
  if (!lambda) return undefined;
  return {
    type: 'request',
    name,
    id: authorizerId(name),
    lambda,
    identitySources,
    ttl,
    payloadFormatVersion: version,
    simpleResponses,
    written: {
      ...(identitySources.length > 0 && { identitySource: identitySources }),
      ...(configuredTtl !== undefined && { ttl: configuredTtl }),
      ...(fields.raw('authorizerPayloadFormatVersion') && { payloadFormatVersion: version }),
    },
    ...declaredAt(scheme),
  };
}

/** A missing version is taken for 2.0, as for integrations (docs/aws/http-api.md#lambda-proxy). */
function readPayloadVersion({ fields, context }: AuthorizerScheme): '1.0' | '2.0' {
  const version = fields.oneOf('authorizerPayloadFormatVersion', ['1.0', '2.0', '1', '2']);
  if (version !== undefined) return version.startsWith('1') ? '1.0' : '2.0';
  if (!fields.raw('authorizerPayloadFormatVersion'))
    context.problems.warning(
      'AWS wants "authorizerPayloadFormatVersion"; it is taken for 2.0 here',
      fields.place.position,
    );
  return '2.0';
}

function readAudience(configuration: Fields | undefined): readonly string[] {
  const place = configuration?.raw('audience');
  if (place && !place.isList) return [configuration?.text('audience') ?? ''];
  return configuration?.texts('audience') ?? [];
}

function issuerOfDiscovery({ scheme, context }: AuthorizerScheme): string | undefined {
  const url = scheme.get('openIdConnectUrl');
  return url && context.texts.read(url)?.replace(DISCOVERY, '');
}
