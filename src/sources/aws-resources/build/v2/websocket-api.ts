import { withDeploymentId } from '../../../../model/definition/deployment-id.ts';
import type { WebSocketApi } from '../../../../model/definition/websocket-api.ts';
import { WEBSOCKET_LIMITS } from '../../../../model/definition/websocket-limits.ts';
import type { AwsResource } from '../../resources.ts';
import type { BuiltApi } from '../built.ts';
import type { BuildContext } from '../context.ts';
import { declaredAt } from '../declared-at.ts';
import { titleOf } from '../title.ts';
import { domainsOf } from '../settings/domains.ts';
import { buildModels } from '../settings/models.ts';
import type { Plans } from '../settings/plans.ts';
import { buildAuthorizers } from './authorizers.ts';
import { buildWebSocketRoute, withThrottles } from './routes.ts';
import { buildV2Stages, type V2Stage } from './stages.ts';

type Record = AwsResource<'AWS::ApiGatewayV2::Api'>;

const SELECTION = '$request.body.action';

/** A WebSocket API. */
export function buildWebSocketApi(record: Record, plans: Plans, context: BuildContext): BuiltApi {
  const { id } = record;
  const { records } = context;
  const authorizers = buildAuthorizers(id, 'websocket', context);
  const routes = records
    .all('AWS::ApiGatewayV2::Route')
    .filter(({ api }) => api === id)
    .map((route) => buildWebSocketRoute(route, authorizers, context));
  const definition: Omit<WebSocketApi, 'stage' | 'apiKeys' | 'usagePlans'> = {
    type: 'websocket',
    name: id,
    ...titleOf(record.name),
    id: record.physicalId,
    port: 0,
    disableExecuteApiEndpoint: record.disableExecuteApiEndpoint ?? false,
    routeSelectionExpression: record.routeSelectionExpression ?? SELECTION,
    apiKeySelectionExpression: record.apiKeySelectionExpression ?? '$request.header.x-api-key',
    authorizers: authorizers.byName,
    models: buildModels(
      records.all('AWS::ApiGatewayV2::Model').filter(({ api }) => api === id),
      context,
    ),
    routes,
    limits: WEBSOCKET_LIMITS,
    ...declaredAt(record),
  };
  const at = ({ stage, throttles }: V2Stage): WebSocketApi =>
    withDeploymentId({
      ...definition,
      stage,
      routes: withThrottles(routes, throttles),
      ...plans.of(id, stage.name),
    });
  const stages = buildV2Stages(record, context).map((stage) => {
    const staged = at(stage);
    return { stage: staged.stage, definition: staged };
  });
  return {
    id,
    apiId: record.physicalId,
    title: record.name,
    routeSelection: record.routeSelectionExpression,
    definition: stages[0]?.definition ?? at({ stage: { name: '', variables: {}, deploymentId: '' }, throttles: {} }),
    stages,
    domains: domainsOf(id, context),
  };
}
