import type { HttpRoute } from '../../../../model/definition/http-api.ts';
import { integrationDefaults } from '../../../../model/definition/integration-defaults.ts';
import type { Integration } from '../../../../model/definition/integration.ts';
import type { AwsResource } from '../../resources.ts';
import type { ApiAuthorizers } from '../api-authorizers.ts';
import type { BuildContext } from '../context.ts';
import { declaredAt } from '../declared-at.ts';
import { authorizationOf, buildHttpRoute } from './routes.ts';

type ApiRecord = AwsResource<'AWS::ApiGatewayV2::Api'>;
type RouteRecord = AwsResource<'AWS::ApiGatewayV2::Route'>;
type Overrides = AwsResource<'AWS::ApiGatewayV2::ApiGatewayManagedOverrides'>;

/** What a template says of what quick create makes (docs/aws/control-plane.md#quick-create). */
export function managedOverrides({ id }: ApiRecord, { records }: BuildContext): Overrides | undefined {
  return records.all('AWS::ApiGatewayV2::ApiGatewayManagedOverrides').find(({ api }) => api === id);
}

/** Quick create: `Target` alone makes a route, `$default` unless `RouteKey` says another, with payload 2.0. */
export function quickRoute(record: ApiRecord, authorizers: ApiAuthorizers, context: BuildContext): HttpRoute[] {
  const { target, routeKey = '$default' } = record;
  if (target === undefined) return [];
  const overrides = managedOverrides(record, context);
  const own = overrides?.route && routeRecord(overrides, routeKey);
  if (own?.target !== undefined) {
    const route = buildHttpRoute(own, authorizers, context);
    return route === undefined ? [] : [route];
  }
  return [
    {
      routeKey,
      authorization: own === undefined ? { type: 'NONE' } : authorizationOf(own, authorizers, context),
      integration: integrationOf(target, overrides, context),
      ...(own?.operationName !== undefined && { operationName: own.operationName }),
      ...declaredAt({ declaredAt: record.at(['target']) }),
    },
  ];
}

function integrationOf(target: string, overrides: Overrides | undefined, { functions }: BuildContext): Integration {
  const { payloadFormatVersion, timeoutInMillis, integrationMethod } = overrides?.integration ?? {};
  const common = {
    ...integrationDefaults('http'),
    uri: target,
    ...(timeoutInMillis !== undefined && { timeoutInMillis }),
  };
  const lambda = functions.target(target);
  if (lambda === undefined) {
    return { ...common, type: 'HTTP_PROXY', httpMethod: integrationMethod?.toUpperCase() ?? 'ANY' };
  }
  const version = payloadFormatVersion?.startsWith('1') === true ? '1.0' : '2.0';
  return { ...common, type: 'AWS_PROXY', lambda, payloadFormatVersion: version };
}

/** The overrides of the route as a record of its own, with the places of its fields. */
function routeRecord(overrides: Overrides, routeKey: string): RouteRecord {
  const ofRoute = <Part extends { readonly path: readonly (string | number)[] }>(parts: readonly Part[]): Part[] =>
    parts.flatMap((part) => (part.path[0] === 'route' ? [{ ...part, path: part.path.slice(1) }] : []));
  return {
    ...overrides,
    ...overrides.route,
    resourceType: 'AWS::ApiGatewayV2::Route',
    routeKey,
    at: (path, side) => overrides.at(['route', ...path], side),
    sourceOf: (path) => overrides.sourceOf(['route', ...path]),
    unknown: ofRoute(overrides.unknown),
    elsewhere: ofRoute(overrides.elsewhere),
  };
}
