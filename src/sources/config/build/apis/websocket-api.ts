import type { WebSocketApi } from '../../../../model/definition/websocket-api.ts';
import { WEBSOCKET_LIMITS } from '../../../../model/definition/websocket-limits.ts';
import { checkSelection } from '../../check/integration-texts.ts';
import { withDeploymentId } from '../../../../model/definition/deployment-id.ts';
import type { Place } from '../../shape/place.ts';
import { buildApiCommon, type WrittenApi } from '../context/api-common.ts';
import { apiContext } from '../context/api-context.ts';
import { buildWebSocketAuthorizer } from '../access/authorizers.ts';
import type { BuildContext } from '../context/context.ts';
import { buildModels } from '../settings/models.ts';
import { buildApiKeys, buildUsagePlans } from '../settings/plans.ts';
import { buildWebSocketRoute } from './websocket-routes.ts';

type Written = Extract<WrittenApi, { type: 'websocket' }>;

/** `type: websocket`. */
export function buildWebSocketApi(
  name: string,
  written: Written,
  place: Place,
  context: BuildContext,
  port: number,
): WebSocketApi {
  const inner = apiContext(written, place, context);
  checkSelection(written.routeSelectionExpression, place.at('routeSelectionExpression'), inner);
  if (/^(?:request|context|stageVariables)\./.test(written.routeSelectionExpression)) {
    const at = place.at('routeSelectionExpression');
    at.warning(
      `${at.name} has no $ and is plain text: every message selects the same route`,
      `Did you mean "$${written.routeSelectionExpression}"?`,
    );
  }
  const authorizers = Object.entries(written.authorizers ?? {}).map(([key, authorizer]) => [
    key,
    buildWebSocketAuthorizer(key, authorizer, place.at('authorizers', key), inner),
  ]);
  return withDeploymentId({
    ...buildApiCommon(name, written, place, context, port),
    type: 'websocket',
    routeSelectionExpression: written.routeSelectionExpression,
    apiKeySelectionExpression: written.apiKeySelectionExpression ?? '$request.header.x-api-key',
    authorizers: Object.fromEntries(authorizers) as WebSocketApi['authorizers'],
    models: buildModels(written.models, place.at('models'), inner),
    apiKeys: buildApiKeys(written.apiKeys, place.at('apiKeys')),
    usagePlans: buildUsagePlans(written.usagePlans, place.at('usagePlans'), place.at('apiKeys').keys),
    routes: Object.entries(written.routes ?? {}).map(([key, route]) =>
      buildWebSocketRoute(key, route, place.at('routes', key), inner),
    ),
    limits: { ...WEBSOCKET_LIMITS, ...written.limits },
  });
}
