import type { ConnectCall, DisconnectCall, MessageCall } from './call/call.ts';
import type { TracedStages } from '../observability/stage-trace.ts';
import { authorize } from './stages/authorize.ts';
import { checkAddress } from './stages/check-address.ts';
import { beginDrill, drilledIntegration, failAuthorizer, failThrottle } from './drill-stages.ts';
import { invokeIntegration } from './stages/invoke-integration.ts';
import { reply } from './stages/reply.ts';
import { requireApiKeyFromAuthorizer, requireApiKeyFromHeader } from './stages/require-api-key.ts';
import { requireParameters } from './stages/require-parameters.ts';
import { selectRoute } from './stages/select-route.ts';
import type { PipelineStage } from './stages/stage.ts';
import { throttleNewConnections, throttleRoute } from './stages/throttle.ts';
import { validateMessage } from './stages/validate-message.ts';

/** What a handshake passes through before the upgrade. The key comes first unless the authorizer supplies it. */
export const connectPipeline: readonly PipelineStage<ConnectCall>[] = [
  checkAddress,
  throttleNewConnections,
  throttleRoute,
  requireApiKeyFromHeader,
  authorize,
  requireApiKeyFromAuthorizer,
  requireParameters,
  invokeIntegration,
];

/** `connectPipeline` as the record names it. */
export const connectStages: TracedStages = {
  names: ['route', 'throttle', 'throttle', 'apiKey', 'authorizer', 'apiKey', 'validation', 'integration'],
  lastOwn: 6,
};

/**
 * What a message passes through. Each message goes its own way: a slow handler blocks no other message, so replies may overtake
 * (docs/aws/websocket-api.md#life-cycle).
 */
export const messagePipeline: readonly PipelineStage<MessageCall>[] = [
  selectRoute,
  throttleRoute,
  validateMessage,
  invokeIntegration,
  reply,
];

export const messageStages: TracedStages = {
  names: ['route', 'throttle', 'validation', 'integration', 'reply'],
  lastOwn: 2,
};

/** What follows a close. Best effort: its failure changes nothing. */
export const disconnectPipeline: readonly PipelineStage<DisconnectCall>[] = [invokeIntegration];

export const disconnectStages: TracedStages = { names: ['integration'], lastOwn: -1 };

/** The three pipelines while drills are on, and as the record names them. */
export const drilledPipelines = {
  connect: [
    checkAddress,
    throttleNewConnections,
    beginDrill,
    failThrottle,
    throttleRoute,
    requireApiKeyFromHeader,
    failAuthorizer,
    authorize,
    requireApiKeyFromAuthorizer,
    requireParameters,
    drilledIntegration,
  ] as readonly PipelineStage<ConnectCall>[],
  message: [
    selectRoute,
    beginDrill,
    failThrottle,
    throttleRoute,
    validateMessage,
    drilledIntegration,
    reply,
  ] as readonly PipelineStage<MessageCall>[],
  disconnect: [beginDrill, drilledIntegration] as readonly PipelineStage<DisconnectCall>[],
} as const;

export const drilledStages: Readonly<Record<keyof typeof drilledPipelines, TracedStages>> = {
  connect: {
    names: [
      'route',
      'throttle',
      'throttle',
      'throttle',
      'throttle',
      'apiKey',
      'authorizer',
      'authorizer',
      'apiKey',
      'validation',
      'integration',
    ],
    lastOwn: 9,
  },
  message: {
    names: ['route', 'route', 'throttle', 'throttle', 'validation', 'integration', 'reply'],
    lastOwn: 4,
  },
  disconnect: { names: ['integration', 'integration'], lastOwn: 0 },
};
