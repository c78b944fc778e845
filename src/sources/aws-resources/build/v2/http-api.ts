import { withDeploymentId } from '../../../../model/definition/deployment-id.ts';
import type { HttpApi, HttpRoute } from '../../../../model/definition/http-api.ts';
import type { AwsResource } from '../../resources.ts';
import { BodyReader } from '../bodies.ts';
import type { BuiltApi } from '../built.ts';
import type { BuildContext } from '../context.ts';
import { declaredAt } from '../declared-at.ts';
import { titleOf } from '../title.ts';
import { corsOf } from '../settings/cors.ts';
import { domainsOf } from '../settings/domains.ts';
import { buildAuthorizers } from './authorizers.ts';
import { quickRoute } from './quick-create.ts';
import { buildHttpRoute, withThrottles } from './routes.ts';
import { buildV2Stages, type V2Stage } from './stages.ts';

type Record = AwsResource<'AWS::ApiGatewayV2::Api'>;

/** An HTTP API: its document, quick create, and resources of their own. */
export function buildHttpApi(record: Record, context: BuildContext): BuiltApi {
  const { id } = record;
  const imported = new BodyReader(context).http(record);
  const document = imported.definition;
  const authorizers = buildAuthorizers(id, 'http', context);
  const routes = merged([
    ...(document.routes ?? []),
    ...quickRoute(record, authorizers, context),
    ...context.records
      .all('AWS::ApiGatewayV2::Route')
      .filter(({ api }) => api === id)
      .flatMap((route) => buildHttpRoute(route, authorizers, context) ?? []),
  ]);
  const cors = record.corsConfiguration ? corsOf(record.corsConfiguration) : document.cors;
  const definition: Omit<HttpApi, 'stage'> = {
    type: 'http',
    name: id,
    ...titleOf(record.name ?? imported.title),
    id: record.physicalId,
    port: 0,
    disableExecuteApiEndpoint: record.disableExecuteApiEndpoint ?? document.disableExecuteApiEndpoint ?? false,
    ...(cors && { cors }),
    authorizers: {
      ...document.authorizers,
      ...authorizers.byName,
    },
    routes,
    trailingSlash: 'strict',
    ...declaredAt(record),
  };
  const at = ({ stage, throttles }: V2Stage): HttpApi =>
    withDeploymentId({ ...definition, stage, routes: withThrottles(routes, throttles) });
  const stages = buildV2Stages(record, context).map((stage) => {
    const staged = at(stage);
    return { stage: staged.stage, definition: staged };
  });
  return {
    id,
    apiId: record.physicalId,
    title: record.name ?? imported.title,
    definition: stages[0]?.definition ?? at({ stage: { name: '', variables: {}, deploymentId: '' }, throttles: {} }),
    stages,
    domains: domainsOf(id, context),
  };
}

/** A route of a resource replaces a route of the same key. */
function merged(routes: readonly HttpRoute[]): readonly HttpRoute[] {
  return [...new Map(routes.map((route) => [route.routeKey, route])).values()];
}
