import type { Authorizer } from '../../../../model/definition/authorizer.ts';
import { derivedId } from '../../../../model/definition/derived-id.ts';
import { issuerOfUserPool } from '../../../../model/definition/user-pools.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';
import { authorizerFunction } from '../authorizer-function.ts';
import { declaredAt } from '../declared-at.ts';

type Record = AwsResource<'AWS::ApiGateway::Authorizer'>;

/** AWS's default (docs/aws/rest-api.md#lambda-authorizers). */
const DEFAULT_TTL = 300;

/** An authorizer of a REST API; `undefined`, with a problem, when it lacks what its type needs. */
export function buildRestAuthorizer(record: Record, context: BuildContext): Authorizer | undefined {
  const name = record.name ?? record.id;
  const { authorizerResultTtlInSeconds: ttl, identityValidationExpression: expression, providerARNs } = record;
  const sources = (record.identitySource ?? '').split(',').flatMap((source) => source.trim() || []);
  const written = {
    ...(sources.length > 0 && { identitySource: sources }),
    ...(ttl !== undefined && { ttl }),
    ...(providerARNs && { userPools: providerARNs }),
  };
  const common = { name, id: derivedId('authorizer', name, 6), written, ...declaredAt(record) };
  const shared = {
    ...common,
    identitySource: sources[0] ?? 'method.request.header.Authorization',
    ...(expression !== undefined && expression !== '' && { identityValidationExpression: expression }),
    ttl: ttl ?? DEFAULT_TTL,
  };
  if (record.type === 'COGNITO_USER_POOLS') {
    return { ...shared, type: 'cognito', userPools: (providerARNs ?? []).map((arn) => issuerOfUserPool(arn) ?? arn) };
  }
  const lambda = authorizerFunction(record, context);
  if (lambda === undefined) return undefined;
  if (record.type === 'TOKEN') return { ...shared, type: 'token', lambda };
  return {
    ...common,
    type: 'request',
    lambda,
    identitySources: sources,
    // Without an identity there is no key to cache under.
    ttl: sources.length === 0 ? 0 : (ttl ?? DEFAULT_TTL),
    payloadFormatVersion: '1.0',
    simpleResponses: false,
  };
}
