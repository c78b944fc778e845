import { CONFLICT_HINT, conflictingRoutes, conflictMessage } from '../../problems/conflicting-routes.ts';
import type { AwsResource } from '../resources.ts';
import type { BuildContext } from './context.ts';

const GREEDY = /^\{[^{}]+\+\}$/;

/**
 * What a deployment of these resources would fail with: a method, a route or a path part for the second time, variables in each other's way
 * (docs/aws/rest-api-observed.md#refused-resources, docs/aws/http-api.md#route-keys). What is not known compares with nothing.
 */
export function sayWhatAwsRefuses({ records, problems }: BuildContext): void {
  const resources = records.all('AWS::ApiGateway::Resource');
  const siblings = resources.filter(({ parent, pathPart }) => parent !== undefined && pathPart !== undefined);
  for (const [record, first] of repeated(siblings, ({ parent, pathPart }) => `${parent} ${pathPart}`)) {
    const message = `Another resource with the same parent already has this name: ${record.pathPart}`;
    problems.error(message, record.at(['pathPart']), `It is ${first.id}.`);
  }
  const variables = siblings.filter(({ pathPart = '' }) => pathPart.startsWith('{'));
  for (const [record, first] of repeated(variables, ({ parent }) => `${parent}`)) {
    if (record.pathPart === first.pathPart) continue;
    const message = `A sibling (${first.pathPart}) of this resource already has a variable path part -- only one is allowed`;
    problems.error(message, record.at(['pathPart']), `It is ${first.id}.`);
  }
  for (const record of siblings) {
    const parent = resources.find(({ id }) => id === record.parent)?.pathPart ?? '';
    if (!GREEDY.test(parent)) continue;
    problems.error(
      `Cannot create a child of a resource with a greedy path variable: ${parent}`,
      record.at(['pathPart']),
    );
  }
  const methods = records.all('AWS::ApiGateway::Method').filter(({ resource }) => resource !== undefined);
  const verbOf = ({ httpMethod = 'ANY' }: AwsResource<'AWS::ApiGateway::Method'>): string => httpMethod.toUpperCase();
  for (const [record, first] of repeated(methods, (method) => `${method.resource} ${verbOf(method)}`)) {
    const message = `Method already exists for this resource: ${verbOf(record)}`;
    problems.error(message, record.at(['httpMethod']), `It is ${first.id}.`);
  }
  sayWhatRoutesAreRefused(records.all('AWS::ApiGatewayV2::Route'), problems);
}

type RouteRecord = AwsResource<'AWS::ApiGatewayV2::Route'>;

function sayWhatRoutesAreRefused(all: readonly RouteRecord[], problems: BuildContext['problems']): void {
  const routes = all.filter(({ api, routeKey }) => api !== undefined && routeKey !== undefined);
  for (const [record] of repeated(routes, ({ api, routeKey }) => `${api} ${routeKey}`)) {
    const message = `Route with key ${record.routeKey} already exists for this API`;
    problems.error(message, record.at(['routeKey']));
  }
  for (const api of new Set(routes.map((record) => record.api))) {
    const keyed = routes
      .filter((record) => record.api === api)
      .map((record) => ({ record, routeKey: record.routeKey ?? '' }));
    for (const conflict of conflictingRoutes(keyed)) {
      problems.error(conflictMessage(conflict), conflict.route.record.at(['routeKey']), CONFLICT_HINT);
    }
    for (const { record, routeKey } of keyed) {
      const [, ...segments] = routeKey.split('/');
      if (!segments.slice(0, -1).some((segment) => GREEDY.test(segment))) continue;
      const message = `the route "${routeKey}" has a greedy variable before its end`;
      problems.error(message, record.at(['routeKey']), 'It takes the rest of the path, so it must be last.');
    }
  }
}

/** Every record whose key an earlier one has, with that one. */
function repeated<Record>(records: readonly Record[], keyOf: (record: Record) => string): [Record, Record][] {
  const first = new Map<string, Record>();
  return records.flatMap((record): [Record, Record][] => {
    const key = keyOf(record);
    const earlier = first.get(key);
    if (earlier === undefined) first.set(key, record);
    return earlier === undefined ? [] : [[record, earlier]];
  });
}
