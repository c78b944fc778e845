import type { Authorizer } from '../../../../model/definition/authorizer.ts';
import { derivedId } from '../../../../model/definition/derived-id.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuildContext } from '../context.ts';
import { ApiAuthorizers } from '../api-authorizers.ts';
import { authorizerFunction } from '../authorizer-function.ts';
import { declaredAt } from '../declared-at.ts';

type Record = AwsResource<'AWS::ApiGatewayV2::Authorizer'>;

/** AWS's default for functions with an identity source (docs/aws/http-api.md#authorizer-caching). */
const DEFAULT_TTL = 300;

/** The authorizers of an HTTP or WebSocket API. */
export function buildAuthorizers(api: string, kind: 'http' | 'websocket', context: BuildContext): ApiAuthorizers {
  const authorizers = new Map<string, Authorizer>();
  for (const record of context.records.all('AWS::ApiGatewayV2::Authorizer')) {
    const authorizer = record.api === api ? buildAuthorizer(record, kind, context) : undefined;
    if (authorizer !== undefined) authorizers.set(record.id, authorizer);
  }
  return new ApiAuthorizers(authorizers, kind, context);
}

function buildAuthorizer(record: Record, kind: 'http' | 'websocket', context: BuildContext): Authorizer | undefined {
  const { name = record.id, identitySource: sources = [], authorizerResultTtlInSeconds: ttl } = record;
  const written = {
    ...(sources.length > 0 && { identitySource: sources }),
    ...(ttl !== undefined && { ttl }),
  };
  const common = { name, id: derivedId('authorizer', name, 6), ...declaredAt(record) };
  if (record.authorizerType === 'JWT') {
    const { issuer, audience = [] } = record.jwtConfiguration ?? {};
    if (issuer === undefined) {
      context.problems.error(`the JWT authorizer "${record.id}" has no Issuer`, record.at(['jwtConfiguration']));
      return undefined;
    }
    return {
      ...common,
      type: 'jwt',
      identitySource: sources[0] ?? '$request.header.Authorization',
      issuer,
      audience,
      written,
    };
  }
  const lambda = authorizerFunction(record, context);
  if (lambda === undefined) return undefined;
  const version = versionOf(record.authorizerPayloadFormatVersion);
  return {
    ...common,
    type: 'request',
    lambda,
    identitySources: sources,
    ttl: kind === 'websocket' ? 0 : (ttl ?? (sources.length > 0 ? DEFAULT_TTL : 0)),
    payloadFormatVersion: kind === 'websocket' ? '1.0' : (version ?? '2.0'),
    simpleResponses: record.enableSimpleResponses ?? false,
    written: { ...written, ...(version && { payloadFormatVersion: version }) },
  };
}

function versionOf(written: string | undefined): '1.0' | '2.0' | undefined {
  if (written === undefined) return undefined;
  return written.startsWith('1') ? '1.0' : '2.0';
}
