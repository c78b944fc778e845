import {
  MAX_CONNECTION_SECONDS,
  MAX_FRAME_BYTES,
  MAX_IDLE_SECONDS,
  MAX_MESSAGE_BYTES,
} from '../../../../model/definition/limits.ts';
import type { WebSocketApi } from '../../../../model/definition/websocket-api.ts';
import { checkSelection } from '../../check/integration-texts.ts';
import type { Place } from '../../shape/place.ts';
import { buildApiCommon, type WrittenApi, withDeploymentId } from '../context/api-common.ts';
import { apiContext } from '../context/api-context.ts';
import { buildWebSocketAuthorizer } from '../access/authorizers.ts';
import type { BuildContext } from '../context/context.ts';
import { buildModels } from '../settings/models.ts';
import { buildApiKeys, buildUsagePlans } from '../settings/plans.ts';
import { buildWebSocketRoute } from './websocket-routes.ts';

type Written = Extract<WrittenApi, { type: 'websocket' }>;

/** What holds where the configuration sets nothing lower. */
const LIMITS: WebSocketApi['limits'] = {
  messageBytes: MAX_MESSAGE_BYTES,
  frameBytes: MAX_FRAME_BYTES,
  idleSeconds: MAX_IDLE_SECONDS,
  maximumSeconds: MAX_CONNECTION_SECONDS,
};

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
    limits: { ...LIMITS, ...written.limits },
  });
}
